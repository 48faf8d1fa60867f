reports-desk = <b>Отчёты.</b> По какой службе?
reports-period = <b>Отчёты · { $desk }</b>
    За какое время?
reports-by = <b>{ $period } · { $desk }</b>
    { $unit ->
        [filed] { $said ->
            [0] За это время никто не подавал. Выберите другое.
            [1] Заявлений меньше пяти. Цифры не показываю, чтобы по ним никого нельзя было узнать. Выберите время подлиннее.
           *[other] По чему разложить { $said ->
                [one] { $said } заявление
                [few] { $said } заявления
               *[many] { $said } заявлений
            }?
        }
       *[cases] { $said ->
            [0] За это время никто не спрашивал. Выберите другое.
            [1] Вопросов меньше пяти. Цифры не показываю, чтобы по ним никого нельзя было узнать. Выберите время подлиннее.
           *[other] По чему разложить { $said ->
                [one] { $said } вопрос
                [few] { $said } вопроса
               *[many] { $said } вопросов
            }?
        }
    }
reports-by-month = По месяцам
reports-by-topic = По темам
reports-by-organisation = По организациям
reports-by-result = По результатам
button-table = Таблица XLSX
reports-month = { $month ->
        [1] Январь
        [2] Февраль
        [3] Март
        [4] Апрель
        [5] Май
        [6] Июнь
        [7] Июль
        [8] Август
        [9] Сентябрь
        [10] Октябрь
        [11] Ноябрь
       *[12] Декабрь
    } { $year }
reports-quarter = { $quarter }-й квартал { $year }
reports-year = { $year } год
reports-caption = <b>{ $period } · { $desk }</b>
    { $by }

    { $figures }

    { $unit ->
        [filed] Дни от подачи до решения, медиана. Группы меньше пяти скрыты.
       *[cases] Часы рабочие, медиана. Группы меньше пяти скрыты.
    }
reports-file-name = отчёт
reports-table-caption = Все разрезы на отдельных листах. Группы меньше пяти скрыты.
reports-said-cases = Вопросов: <b>{ $value }</b>
reports-said-first = до первого слова { $value } ч
reports-said-answer = до ответа { $value } ч
reports-said-kept = в обещанный срок { $value } %
reports-said-helped = помогло { $value }
reports-said-not_helped = не помогло { $value }
reports-said-rubles = { $value } ₽
reports-said-tenge = { $value } ₸
reports-few-cases = Вопросов меньше 5
reports-few-first = до первого слова: мало данных
reports-few-answer = до ответа: мало данных
reports-few-kept = в срок: мало данных
reports-hidden = { $few ->
        [1] меньше 5
       *[0] скрыто
    }
reports-no-result = Итог не отмечен
reports-anonymous = Без имени
reports-foot-cases = { $left ->
        [0] Часы рабочие, медиана.
       *[other] Ещё строк: { $left }, все в таблице. Часы рабочие, медиана.
    }
reports-sheet-summary = Сводка
reports-since = С
reports-until = По
reports-column-month = Месяц
reports-column-topic = Тема
reports-column-organisation = Организация
reports-column-result = Результат
reports-head-cases = Вопросов
reports-head-first = До первого слова, рабочих часов (медиана)
reports-head-answer = До ответа, рабочих часов (медиана)
reports-head-kept = В обещанный срок, %
reports-head-helped = Помогло
reports-head-not_helped = Не помогло
reports-head-rubles = Деньги, ₽ (для 4-ПИ)
reports-head-tenge = Деньги, ₸ (для 4-ПИ)
reports-note-cases = Считаются вопросы, заданные за это время. Группы меньше пяти скрыты, и с ними столько соседних («скрыто»), чтобы скрытое нельзя было вычислить из итога.
reports-aid = Материальная помощь
reports-by-ground = По основаниям
reports-by-reason = По решениям
reports-column-ground = Основание
reports-column-reason = Решение
reports-verdict-none = Решения ещё нет
reports-verdict-approved = Одобрено
reports-said-filed = Заявлений: <b>{ $value }</b>
reports-said-approved = одобрено { $value }
reports-said-refused = отказано { $value }
reports-said-days = до решения { $value } дн.
reports-said-granted_rubles = одобрено на { $value } ₽
reports-said-granted_tenge = одобрено на { $value } ₸
reports-said-paid_rubles = выплачено { $value } ₽
reports-said-paid_tenge = выплачено { $value } ₸
reports-few-filed = Заявлений меньше 5
reports-few-days = до решения: мало данных
reports-head-filed = Заявлений
reports-head-approved = Одобрено
reports-head-refused = Отказано
reports-head-days = До решения, дней (медиана)
reports-head-granted_rubles = Одобрено, ₽
reports-head-granted_tenge = Одобрено, ₸
reports-head-paid_rubles = Выплачено, ₽
reports-head-paid_tenge = Выплачено, ₸
reports-foot-filed = { $left ->
        [0] Дни от подачи до решения, медиана.
       *[other] Ещё строк: { $left }, все в таблице. Дни от подачи до решения, медиана.
    }
reports-note-filed = Считаются заявления, поданные за это время. Группы меньше пяти скрыты, и с ними столько соседних («скрыто»), чтобы скрытое нельзя было вычислить из итога.
