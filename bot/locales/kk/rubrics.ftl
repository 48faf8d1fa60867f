rubric-protection = #ПРОФзащита · Құқық және қорғау
rubric-safety = #ПРОФохрана · Еңбекті қорғау
rubric-leadership = #ПРОФлидерство · Ұйым өмірі
rubric-support = #ПРОФподдержка · Көмек және денсаулық
rubric-youth = #ПРОФопора · Жастар
rubric-growth = #ПРОФрост · Оқу және байқаулар
rubric-info = #ПРОФинфо · Жаңалықтар мен сауалнамалар
rubric-innovation = #ПРОФинновация · Цифрлық қызметтер
