rubric-defence = #ПРОФзащита
rubric-safety = #ПРОФохрана
rubric-leadership = #ПРОФлидерство
rubric-support = #ПРОФподдержка
rubric-backing = #ПРОФопора
rubric-growth = #ПРОФрост
rubric-info = #ПРОФинфо
rubric-innovation = #ПРОФинновация
