# What an officer reads of an application: its card, decisions, lists, meetings, payments.

application-own = Это ваше заявление: решает его другой сотрудник.
application-relative = Вы отметили, что это ваш родственник. Решает заявление другой сотрудник.
application-no-power = Сейчас решение принимает другой орган. Он назван на карточке.
application-already-decided = { $status ->
        [review] Заявление уже у другого органа: его передали
        [waiting] По заявлению уже ждут документ
        [decided] По заявлению уже внесено решение на заседании
        [approved] Заявление уже одобрено
        [refused] По заявлению уже отказано
        [paid] Заявление уже одобрено и выплачено
       *[withdrawn] Заявление уже отозвано
    } ({ GIVEN($who) ->
        [0] { MOMENT($at) }
       *[other] { $who }, { MOMENT($at) }
    }).
application-over-budget = По этому основанию на { $year } год осталось { $left }. Укажите сумму не больше или передайте заявление выше.
application-over-limit = Это больше, чем решаете вы. Передайте заявление выше кнопкой «Передать» на карточке.
application-nobody-above = Передать дальше некому: выше нет органа, который решает такую сумму.
application-over-ceiling = По этому основанию выплачивают до { $ceiling }. Напишите сумму не больше.
application-no-reason = Выберите причину из списка.
application-no-such-paper = Эту бумагу здесь не отмечают.
application-not-colleague = Этот сотрудник здесь решений не принимает. Откройте карточку заново.
application-not-overridden = Решить сверх бюджета может тот, кто решает любую сумму.
application-nothing-to-change = Изменить нечего: решение ещё не объявлено, его сменило другое или деньги уже выплачены.
application-not-payable = { $number } сейчас выплачивать не нужно: выплачено или решение изменили.
application-too-much-paid = По { $number } осталось выплатить { $left }. Укажите сумму не больше.
application-no-such-payment = Эта выплата уже отмечена как возвращённая.
application-words-expected = Здесь нужен текст, не длиннее { $limit } знаков. Пришлите одним сообщением.

application-office = Профсоюз
protocol-words = протокол № { $number } от { DATE($day) }
application-is-review = на рассмотрении
application-is-waiting = ждёт документа
application-is-decided = решено на заседании
application-is-approved = одобрено
application-is-paid = выплачено
application-is-refused = отказано
application-is-withdrawn = отозвано

application-card-head = <b>{ $number }</b> · { $ground } · { $state }
application-state-review = { $assigned ->
        [0] на рассмотрении, ждёт { AGE($age) }
        [1] у сотрудника { $who }, ждёт { AGE($age) }
       *[2] у вас, ждёт { AGE($age) }
    } · { $body }
application-state-waiting = { $assigned ->
        [0] ждём документ
        [1] ждём документ, у сотрудника { $who }
       *[2] ждём документ, у вас
    }, подано { AGE($age) } назад · { $body }
application-state-decided = решено на заседании, пока не объявлено
application-state-approved = одобрено, к выплате
application-state-paid = выплачено
application-state-refused = отказано
application-state-withdrawn = отозвано
application-card-sum = Просит <b>{ $amount }</b>{ GIVEN($proposed) ->
        [0] { NOTHING() }
       *[other] { "" } · согласовано ниже: <b>{ $proposed }</b>
    }
application-card-filed-by = Подано за члена профсоюза: { $who }, согласие на бумаге
application-card-event = Когда случилось: { DATE($day) }
application-card-relative = Вы отметили, что это ваш родственник: решаете не вы.
application-card-appeal = <b>Просит пересмотреть отказ</b>
application-card-language-ru = Написано на русском
application-card-language-kk = Написано на казахском
application-card-no-files = нет
application-card-on-paper = На бумаге: { GIVEN($there) ->
        [0] { NOTHING() }
       *[other] принято ({ $there }){ GIVEN($missing) ->
            [0] { NOTHING() }
           *[other] ,{ " " }
        }
    }{ GIVEN($missing) ->
        [0] { NOTHING() }
       *[other] не отмечено ({ $missing })
    }
application-card-signed = Подписанное заявление: { $how ->
        [sent] прислано, оно среди файлов
        [paper] принято на бумаге
       *[none] нет
    }
application-card-wanted = Попросили прислать: «{ $paper }»
application-card-rules = <b>Правила</b>
application-card-earlier = Раньше: { $number } · { $ground } · { $amount } · { DATE($day) }
application-card-similar = По такому основанию за год: { $count ->
        [one] { $count } решение
        [few] { $count } решения
       *[many] { $count } решений
    }, в середине { $median }
application-card-budget = Осталось по основанию на { $year } год: { $left }, на { MOMENT($at, day: 1) }
application-card-budget-over = По основанию на { $year } год бюджет превышен на { $left }, на { MOMENT($at, day: 1) }
application-card-promise = Решение { UNTIL($promised) }
application-decision-approved = { $changed ->
        [1] Решение изменено, теперь одобрено
       *[0] Одобрено
    } <b>{ $amount }</b> · { GIVEN($protocol) ->
        [0] { $told ->
            [0] протокол после заседания
           *[1] без протокола
        }
       *[other] { $protocol }
    } · { $body }, { $who }{ GIVEN($override) ->
        [0] { NOTHING() }
       *[other] { "" } · сверх бюджета: «{ $override }»
    }
application-decision-refused = { $changed ->
        [1] Решение изменено, теперь отказано
       *[0] Отказано
    }: { $reason } · { GIVEN($protocol) ->
        [0] { $told ->
            [0] протокол после заседания
           *[1] без протокола
        }
       *[other] { $protocol }
    } · { $body }, { $who }
application-card-paid = { $back ->
        [1] Вернулась { DATE($returned) } выплата { $amount } от { DATE($day) }: { $reason }
       *[0] Выплачено { $amount } { DATE($day) }
    }{ GIVEN($number) ->
        [0] { NOTHING() }
       *[other] , платёжное поручение № { $number }
    }
application-card-to-pay = К выплате: <b>{ $left }</b>

aid-check-membership = – Член профсоюза: { $stands ->
        [yes] да
       *[no] нет, членство приостановлено или прекращено
    }
aid-check-tenure = – Стаж от { $unit ->
        [days] { $amount ->
            [one] { $amount } дня
           *[other] { $amount } дней
        }
        [months] { $amount ->
            [one] { $amount } месяца
           *[other] { $amount } месяцев
        }
       *[years] { $amount ->
            [one] { $amount } года
           *[other] { $amount } лет
        }
    }: { $stands ->
        [yes] да{ $years ->
            [0] { NOTHING() }
            [one] , { $years } год
            [few] , { $years } года
           *[many] , { $years } лет
        }
        [no] нет, будет { DATE($possible) }
       *[unknown] неизвестно, в реестре нет дня вступления
    }
aid-check-frequency-year = – Раз в календарный год: { $stands ->
        [yes] да, в этом году не было
       *[no] нет, есть { $number } от { DATE($day) }
    }
aid-check-frequency-event = – Одно заявление на событие: { $stands ->
        [yes] да
       *[no] нет, есть { $number } от { DATE($day) }
    }
aid-check-frequency-always = – Других нерешённых заявлений по этому основанию: { $stands ->
        [yes] нет
       *[no] есть, { $number } от { DATE($day) }
    }
aid-check-term = – Подано в срок, { $amount } { $unit ->
        [days] дн.
        [months] мес.
       *[years] г.
    } после события: { $stands ->
        [yes] да, срок до { DATE($until) }
       *[no] нет, срок прошёл { DATE($until) }
    }
aid-check-before-joining = – Событие раньше вступления ({ DATE($joined) }): решите сами
aid-check-elsewhere = – В другой кассе по этому основанию уже есть { $number } от { DATE($day) }

application-step = <b>{ MOMENT($at) }</b>{ GIVEN($who) ->
        [0] { NOTHING() }
       *[other] , { $who }
    }: { $what }
application-step-submitted = заявление подано
application-step-edited = текст изменён
application-step-withdrawn = заявление отозвано
application-step-signed = прислано подписанное заявление
application-step-supplied = прислано дополнение
application-step-appealed = просьба пересмотреть отказ
application-step-approved = одобрено
application-step-refused = отказано
application-step-decision-changed = решение изменено
application-step-proposed = согласовано и передано выше
application-step-passed-on = передано выше
application-step-handed-over = передано коллеге
application-step-asked-paper = запрошен документ
application-step-paper-noted = принято на бумаге: { $detail }
application-step-paper-unnoted = отметка снята: { $detail }
application-step-recused = отметил(а), что это родственник
application-step-decided-in-meeting = решение внесено на заседании
application-step-decision-undone = решение снято до объявления
application-step-paid = выплачено { $detail }
application-step-payment-returned = выплата вернулась: { $detail }

button-approve = Одобрить
button-refuse = Отказать
button-ask-paper = Запросить документ
button-note-short = Заметка
button-relative = Это мой родственник
button-recuse = Да, решает другой
button-change-decision = Изменить решение
button-signed-none = Принято на бумаге: Подписанное заявление
button-signed-paper = Снять отметку: Подписанное заявление
button-tick-paper = Принято на бумаге: { $paper }
button-untick-paper = Снять отметку: { $paper }
button-tick-petition = Поддержать: { $paper }
button-untick-petition = Отозвать поддержку: { $paper }
button-paid = Выплачено
button-payment-returned = Выплата вернулась
button-open-card = Открыть карточку
button-sum-asked = { $amount }, сколько просит
button-sum-proposed = { $amount }, согласовано ниже
paper-noted-toast = Отметил
paper-unnoted-toast = Снял отметку

decide-change = <b>Изменить решение · { $number }</b>
    Сейчас: { $earlier }
    Член профсоюза его уже знает и прочитает, что оно изменено.
decide-amount = <b>{ $change ->
        [1] Новая сумма
       *[0] Сколько одобрить
    } · { $number }</b>
    { $who }, { $ground }. Просит { $asked }, основание позволяет до { $ceiling }.
    { $budget }

    Нажмите сумму или напишите другую.
decide-echo = { $amount }, верно?
decide-protocol = <b>{ $number } · { $amount }</b>
    Номер и дата протокола одним сообщением, например: 12 от 10.12.2026. Если сегодняшний, хватит номера.
protocol-expected = Нужны номер и дата протокола, например: 12 от 10.12.2026. Если сегодняшний, хватит номера.
decide-override = <b>Денег по основанию не хватает · { $number }</b>
    { $budget }
    Сумма { $amount }. Вы можете решить сверх бюджета. Напишите почему: ваше имя и эти слова останутся с решением.
decide-approve = <b>Проверьте перед отправкой</b> · { $number }
    { $who }, { $ground }
    { $change ->
        [1] Новое решение: одобрить
       *[0] Одобрить
    } <b>{ $amount }</b>, { $protocol }
    { $budget }
    { GIVEN($override) ->
        [0] { NOTHING() }
       *[other] Сверх бюджета: «{ $override }»
    }

    Сумму, номер и дату член профсоюза прочитает сразу.
decide-reason = <b>Почему отказать · { $number }</b>
    { $who }, { $ground }, { $asked }. Выберите причину.
decide-words = <b>{ $reason }</b>
    Напишите, что ещё сказать: что не так и как быть дальше. Член профсоюза прочитает это слово в слово.
decide-refusal-protocol = <b>{ $number }</b>
    Номер и дата протокола, например: 12 от 10.12.2026.
decide-refuse = <b>Проверьте перед отправкой</b> · { $number }
    { $who }, { $ground }
    { $change ->
        [1] Новое решение: отказать. Член профсоюза прочитает:
       *[0] Отказать. Член профсоюза прочитает:
    }
    <blockquote>{ $reason }</blockquote>
    { $protocol }
application-proposed = { $amount } больше, чем решаете вы, поэтому { $number } передано: { $body }{ GIVEN($who) ->
        [0] .
       *[other] { "" } ({ $who }).
    } Решение { UNTIL($promised) }.
application-approved-said = { $number } одобрено, член профсоюза уже знает. Казначей увидит его в списке к выплате.
application-refused-said = По { $number } отказано, причину член профсоюза уже читает.

want-paper = <b>Какого документа не хватает · { $number }</b>
    { $who } прочитает это слово в слово. Например: справка из аптеки.
want-paper-sure = <b>Проверьте перед отправкой</b> · { $number }
    { $who } прочитает:
    <blockquote>{ $paper }</blockquote>
    Срок решения на это время остановится.
application-paper-asked = Попросил. Когда документ придёт по { $number }, напишу сюда.
pass-on = <b>Кому передать · { $number }</b>
    { $who }. { $count ->
        [0] Передать некому: коллег в вашем органе нет, выше никто не решает.
       *[other] Коллега решит в вашем органе, орган выше получит заявление на своё рассмотрение.
    }
application-passed-said = { $number } передано: { GIVEN($body) ->
        [0] { $who }.
       *[other] { $body }{ GIVEN($who) ->
            [0] .
           *[other] { "" } ({ $who }).
        }
    }
recuse-sure = <b>{ $number } · { $who }</b>
    Если это ваш родственник, решать будет другой сотрудник. Отменить это нельзя.
application-recused-said = Отметил. { $number } решит другой сотрудник.

applications-list = <b>📋 Заявления · { $which ->
        [mine] решить вам
        [waiting] ждут документов
        [pay] к выплате
       *[all] все
    }</b>{ GIVEN($only) ->
        [0] { NOTHING() }
       *[other] { "" } · { $only }
    }

    { $count ->
        [0] { GIVEN($only) ->
            [0] { $which ->
                [mine] Сейчас решать нечего. Новое заявление придёт сюда карточкой.
                [waiting] Ни от кого документов не ждём.
                [pay] К выплате ничего нет.
               *[all] Заявлений пока нет.
            }
           *[other] По этому отбору ничего нет. Снимите его: «Отбор».
        }
       *[other] { $lines }
    }
    { $is_most ->
        [1] Здесь не все: сузьте список кнопкой «Отбор» или откройте заявление по номеру, /case.
       *[0] { NOTHING() }
    }
application-line = { $number } · { $ground } · { $amount } · { $undecided ->
        [1] { $paper ->
            [1] ждём документ, { AGE($age) }
           *[0] ждёт { AGE($age) }
        }
       *[0] { $state }
    }{ GIVEN($promised) ->
        [0] { NOTHING() }
       *[other] { "" } · до { DATE($promised) }
    }{ $late ->
        [1] , срок прошёл
       *[0] { NOTHING() }
    }
button-list-mine = Решить мне · { $mine_count }
button-list-waiting = Ждут документов · { $waiting_count }
button-list-pay = К выплате · { $pay_count }
button-list-all = Все
button-narrow = Отбор
button-by-ground = Основание
button-by-place = Организация
button-by-age = Давность
button-widen = Снять отбор
button-meeting = Заседание
button-payments = Выплаты
applications-narrow = <b>Отбор</b>
    { GIVEN($only) ->
        [0] Показываются все заявления списка. По чему сузить?
       *[other] Сейчас: { $only }
    }
applications-by-ground = <b>По какому основанию?</b>
applications-by-place = <b>Какая организация?</b> Она и все нижестоящие.
    { $asked ->
        [0] Напишите часть названия, например: школа 7 Барнаул.
       *[1] { $count ->
            [0] Организации «{ $sought }» не нашёл. Напишите название иначе.
           *[other] Выберите или напишите название иначе.
        }
    }
    { $more ->
        [1] Здесь не все: допишите город или район.
       *[0] { NOTHING() }
    }
applications-by-age = <b>Сколько ждут?</b>
applications-older = { $days ->
        [one] дольше { $days } дня
       *[other] дольше { $days } дней
    }
applications-overdue = срок прошёл

meeting-closed = Заседание закрыто, его решения объявлены. Изменить решение можно на карточке, новым решением.
meeting-not-on-agenda = Это заявление сейчас у другого органа.
meeting-bodies = <b>Заседание</b>
    { $count ->
        [0] Сейчас ни один ваш орган ничего не ждёт. Когда заявления появятся, заседание откроется отсюда.
       *[other] Выберите орган: рядом, сколько заявлений его ждёт.
    }
button-body = { $body } · { $place } · { $count }
meeting-title = { $body }, { $place }, { DATE($day) }
button-meeting-goes-on = Идёт: { $title }
button-meeting-closed = Закрыто: { $title }
meeting-day = <b>{ $body }</b>
    На какой день заседание?
button-meeting-day = { $now ->
        [1] Сегодня, { DATE($day) }
       *[0] { DATE($day) }
    }
meeting-agenda = <b>{ $title }</b>
    { $is_closed ->
        [1] Заседание закрыто, протокол № { $protocol }. Всех известил.
       *[0] В повестке: { $waiting }{ GIVEN($asked) ->
            [0] { NOTHING() }
           *[other] , просят { $asked }
        }
    }
    { $decided ->
        [0] { NOTHING() }
       *[other] Решено: { $decided }. Одобрено { $approved }{ GIVEN($granted) ->
            [0] { NOTHING() }
           *[other] { "" } на { $granted }
        }, отказано { $refused }.
    }
    { $is_closed ->
        [1] { NOTHING() }
       *[0] До закрытия никто ничего не узнает, и любое решение можно исправить.
    }
button-meeting-begin = { $decided ->
        [0] Начать
       *[other] Продолжить
    }
button-agenda-pdf = Повестка PDF
button-agenda-xlsx = Повестка XLSX
button-extract = Выписка PDF
button-meeting-decided = Решено: { $decided }
button-meeting-close = Заседание закрыто
meeting-case = <b>{ $place } из { $count }</b>
button-approve-sum = Одобрить { $amount }
button-put-off = Отложить
button-to-agenda = К повестке
meeting-decided = <b>Решено на заседании</b>
    { $count ->
        [0] Пока ничего.
       *[other] { $lines }
    }
    { $is_closed ->
        [1] { NOTHING() }
       *[0] Чтобы исправить, нажмите «Исправить» с номером: решение снимется, и заявление снова откроется.
    }
button-fix = Исправить { $number }
meeting-line = { $number } · { $who } · { $ground } · { $refused ->
        [1] отказано
       *[0] { $amount }
    }
meeting-undone = { $number }: решение снято
meeting-number = <b>{ $title }</b>
    Какой номер у протокола? Дата заседания уже известна.
protocol-number-expected = Нужен номер протокола, например 12.
meeting-close = <b>Закрыть заседание?</b>
    { $title }, протокол № { $number }.
    Решено: { $decided }. Одобрено { $approved }{ GIVEN($granted) ->
        [0] { NOTHING() }
       *[other] { "" } на { $granted }
    }, отказано { $refused }.
    { $decided ->
        [one] Извещу { $decided } человека
       *[other] Извещу { $decided } человек
    }, после этого решения меняются только новым решением.
    { $waiting ->
        [0] { NOTHING() }
       *[other] Без решения остаётся { $waiting }: подождут следующего заседания.
    }

payment-list = <b>К выплате</b>
    { $count ->
        [0] Ничего нет. Когда заявление одобрят, оно появится здесь.
       *[other] Всего { $count } на { $total }. Отметьте те, что ушли одним платежом.
    }

    { $lines }

    { $marked ->
        [0] { NOTHING() }
       *[other] Отмечено { $marked } на { $marked_total }
    }
payment-line = { $marked ->
        [1] ✓{ " " }
       *[0] { NOTHING() }
    }{ $number } · { $who } · { $ground } · <b>{ $amount }</b> · решено { DATE($day) }
button-mark = { $marked ->
        [1] ✓{ " " }
       *[0] { NOTHING() }
    }{ $number }
button-pay-marked = Выплачено: { $marked } на { $marked_total }
button-payments-xlsx = Список XLSX
button-pay-all = Всё: { $left }
payment-amount = <b>Сколько выплачено</b>
    { $lines }
    Если выплачена часть, напишите её сумму.
payment-order = <b>Выплачено { $total }</b>
    { $lines }
    Номер и дата платёжного поручения одним сообщением, например: 118 от 05.12.2026. Если сегодня, хватит номера.
payment-order-expected = Нужны номер и дата платёжного поручения, например: 118 от 05.12.2026.
payment-part = { $number } · { $who } · { $amount }
payment-sure = <b>Проверьте перед отправкой</b>
    { $lines }
    Вместе <b>{ $total }</b>, платёжное поручение № { $order } от { DATE($day) }.
    { $count ->
        [one] Член профсоюза узнает об этом сразу.
       *[other] Все они узнают об этом сразу.
    }
payment-said = Записал, платёжное поручение № { $order }. { $count ->
        [one] Член профсоюза уже знает.
       *[other] Известил { $count }.
    }
payment-share = <b>Какая выплата вернулась · { $number }</b>
    { $who }
button-share = { $amount } от { DATE($day) }{ GIVEN($order) ->
        [0] { NOTHING() }
       *[other] , № { $order }
    }
payment-reason = <b>{ $number } · { $share }</b>
    Почему вернулась? Член профсоюза прочитает это слово в слово, например: неверный номер счёта.
payment-returned = <b>Проверьте перед отправкой</b> · { $number }
    { $who }: вернулась выплата { $share }.
    <blockquote>{ $reason }</blockquote>
    Заявление снова встанет к выплате.
payment-returned-said = Записал. { $number } снова к выплате.

notice-application-handed-to-you = { $who } передаёт вам { $number }: { $ground }, { $amount }. Решить теперь вам.
notice-application-signed = По { $number } ({ $ground }, { $amount }) прислали подписанное заявление. Оно среди файлов карточки.
notice-application-supplied = По { $number } ({ $ground }, { $amount }) прислали дополнение. Оно на карточке.
notice-application-withdrawn = { $number } ({ $ground }, { $amount }) отозвано. Решать больше нечего.
notice-application-to-pay = { $number } одобрено: { $ground }, { $amount }. Можно платить.
