rubric-protection = #ПРОФзащита · Права и защита
rubric-safety = #ПРОФохрана · Охрана труда
rubric-leadership = #ПРОФлидерство · Жизнь организации
rubric-support = #ПРОФподдержка · Помощь и здоровье
rubric-youth = #ПРОФопора · Молодёжь
rubric-growth = #ПРОФрост · Обучение и конкурсы
rubric-info = #ПРОФинфо · Новости и опросы
rubric-innovation = #ПРОФинновация · Цифровые сервисы
