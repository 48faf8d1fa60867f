button-whole-queue = Вся очередь отдела
button-duty = Дежурство и отпуск
button-assign = Назначить
button-hand-all = Передать всё: { $count }
button-absence-of = Дежурство и отпуск коллеги
button-head-all = Все: { $count_all }
button-head-untaken = Ждут больше дня: { $count_untaken }
button-head-overdue = Просрочены: { $count_overdue }
button-head-lawyers = Кто сколько ведёт
button-away = Указать отсутствие
button-back-at-work = Убрать отсутствие
button-tomorrow = Завтра
button-one-day = Только один день
button-no-deputy = Без заместителя

head-queue = <b>Вся очередь отдела</b>
    { $which ->
        [untaken] Не взяты дольше рабочего дня: { $count }
        [overdue] Просрочены, ответа ещё нет: { $count }
       *[all] Все открытые: { $count }
    }

    { $count ->
        [0] { NOTHING() }
       *[other] { $lines }
    }
head-one = { $card }
head-assign = <b>Кому назначить { $number }?</b>
    { $count ->
        [0] Больше никого для этого вопроса нет.
       *[other] Карточка придёт ему сразу. Кто вёл вопрос раньше, узнает, что он передан.
    }
head-lawyers = <b>Кто сколько ведёт</b>
    { $count ->
        [0] В отделе пока никого нет.
       *[other] { $lines }
    }
load-line = <b>{ $who }</b>: { $open ->
        [0] открытых нет
        [one] { $open } открытый
        [few] { $open } открытых
       *[many] { $open } открытых
    }{ $overdue ->
        [0] { NOTHING() }
       *[other] , просрочено { $overdue }
    }{ $age ->
        [0] { NOTHING() }
       *[other] , самому давнему { AGE($age) }
    }{ $away ->
        [1] , нет на работе по { DATE($ends) }
       *[0] { NOTHING() }
    }
head-lawyer = <b>{ $who }</b>
    { $count ->
        [0] Открытых вопросов нет.
       *[other] { $lines }
    }
assigned = { $number } теперь ведёт { $who }.

duty-main = <b>Дежурство и отпуск{ $own ->
        [1] { NOTHING() }
       *[0] : { $who }
    }</b>
    { $absent ->
        [1] Отсутствие: { SPAN($starts, $ends) }. Новые вопросы в эти дни не приходят.
       *[0] На дежурстве: новые вопросы приходят.
    }
    { $absent ->
        [1] { $has_deputy ->
            [1] Заместитель: { $deputy }.
           *[0] { $count ->
                [0] Заместителя нет: новые вопросы получат коллеги.
               *[other] Заместителя нет: в первый день отсутствия список открытых вопросов получит руководитель отдела и сможет передать их коллегам. Если руководителя нет, они вернутся в очередь.
            }
        }
       *[0] { NOTHING() }
    }
    { $count ->
        [0] { NOTHING() }
        [one] { $count } открытый вопрос: его можно передать коллеге.
        [few] { $count } открытых вопроса: их можно передать коллеге все сразу.
       *[many] { $count } открытых вопросов: их можно передать коллеге все сразу.
    }
    { $some_away ->
        [1] Сейчас нет: { $others }.
       *[0] { NOTHING() }
    }
duty-away = { $who } по { DATE($ends) }
duty-starts = <b>Первый день отсутствия?</b>
    Напишите дату, например { DATE($today) }. Можно сразу обе: с { DATE($today) } по { DATE($last) }.
duty-ends = <b>По какой день включительно?</b>
    Первый день: { DATE($starts) }. Напишите последний, например { DATE($last) } или { $numbers }.
duty-deputy = <b>Кто заменит { SPAN($starts, $ends) }?</b>
    { $count ->
        [0] Заместитель будет получать вопросы вместо отсутствующего.
       *[other] В первый день отсутствия заместителю перейдут все открытые вопросы: сейчас их { $count }. Без заместителя их список получит руководитель отдела, а если его нет, они вернутся в очередь.
    }
    { $number ->
        [0] Выбрать сейчас некого: коллег нет или они тоже отсутствуют.
       *[other] { NOTHING() }
    }
duty-colleague = <b>Кому передать все открытые вопросы: { $count }?</b>
    { $count ->
        [0] Передавать больше нечего.
       *[other] { NOTHING() }
    }
    { $number ->
        [0] Передать сейчас некому: коллег нет или они тоже отсутствуют.
       *[other] Коллега получит одно сообщение со списком. Члену профсоюза напишу, только если сдвинется срок.
    }
duty-date-expected = Нужна дата, например { DATE($example) } или { $numbers }.
duty-date-far = Эта дата слишком далеко. Отсутствие можно указать не раньше чем за месяц до сегодняшнего дня и не длиннее года.
duty-end-early = Последний день не может быть раньше { DATE($starts) }. Напишите другую дату.
handed-all = { $handed ->
        [0] Передавать оказалось нечего.
        [one] Передан { $handed } вопрос.
        [few] Передано { $handed } вопроса.
       *[many] Передано { $handed } вопросов.
    }
    { $returned ->
        [0] { NOTHING() }
       *[other] Вернулось в очередь, потому что коллеге их видеть нельзя: { $returned }.
    }
colleague-away = { $who } не на работе → { $deputy }
colleague-is-away = Этого коллеги сейчас нет на работе, и заменить его некому. Выберите другого.
handed-line = { $number } · { $topic } · ответ { UNTIL($promised) }

notice-handed-all = <b>{ $count ->
        [one] Теперь у вас { $count } вопрос
        [few] Теперь у вас { $count } вопроса
       *[many] Теперь у вас { $count } вопросов
    }</b>. Раньше вёл коллега: { $who }.
    { $lines }
    { $more ->
        [0] { NOTHING() }
       *[other] И ещё { $more }.
    }
notice-role-ended-head = <b>{ $count ->
        [one] { $count } вопрос вернулся в очередь
        [few] { $count } вопроса вернулись в очередь
       *[many] { $count } вопросов вернулись в очередь
    }</b>: { $who } больше не может их вести.
    { $lines }
    { $more ->
        [0] { NOTHING() }
       *[other] И ещё { $more }.
    }
notice-uncovered-head = <b>{ $who } не на работе по { DATE($ends) }, и заместителя нет.</b> { $count ->
        [one] Открыт { $count } вопрос:
        [few] Открыто { $count } вопроса:
       *[many] Открыто { $count } вопросов:
    }
    { $lines }
    { $more ->
        [0] { NOTHING() }
       *[other] И ещё { $more }.
    }
    Передайте их коллеге. Если не передать, взятые вернутся в очередь, когда кончится их время, а те, где ждут члена профсоюза, когда он ответит.
notice-untaken-head = { $number } ждёт дольше рабочего дня, и никто его не взял.
notice-assigned-to-you = { $number } теперь у вас. Назначение: { $who }.
notice-assigned-away = { $number } передан коллеге: { $who }. Отвечать на него больше не нужно.
notice-absence-set = Вам указали отсутствие: { SPAN($starts, $ends) }. Так указал руководитель отдела: { $who }. Если это ошибка, откройте «🗂 Мои вопросы» → «Дежурство и отпуск».
notice-absence-deputy = Вы заменяете коллегу { SPAN($starts, $ends) }: { $who }. Открытые вопросы перейдут к вам в первый день.
notice-absence-over = { $own ->
        [1] Ваше отсутствие снято: новые вопросы снова приходят.
       *[0] { $who } снова на работе: заменять больше не нужно.
    }

digest = <b>Что ждёт сегодня</b>
    { $parts }
digest-queue = В очереди: { $count }. { $numbers }
digest-mine = У вас открыто: { $count }. { $numbers }
digest-late = Просрочено: { $count }. { $numbers }
digest-away = У тех, кого нет на работе: { $count }. { $numbers }
