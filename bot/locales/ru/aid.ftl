menu-aid = 🤝 Материальная помощь

aid-grounds = <b>Материальная помощь</b>
    { $for_whom }
    Её платит профсоюз, а не работодатель.
    { $count ->
        [0] Сейчас подать заявление нельзя ни по одному основанию.
       *[other] Нажмите на основание: покажу, сколько положено, что нужно и когда решат.
    }
    { $closed }
aid-others = <b>Другие основания</b>
    { $for_whom }
    Нажмите на основание, чтобы прочитать правила.
aid-for-whom = Для кого: { $name }
aid-sum = { $fixed ->
        [1] { $sum }
       *[0] до { $sum }
    }
aid-button-ground = { $title } · { $sum }
aid-button-closed = { $title } · { $dated ->
        [1] с { DATE($possible) }
       *[0] пока нельзя
    }
aid-closed-membership = Подают те, кто сейчас состоит в профсоюзе: { $grounds }.
aid-closed-tenure = Не хватает стажа в профсоюзе: { $grounds }, можно будет с { DATE($possible) }.
aid-closed-frequency-year = Уже просили в этом году: { $grounds }, { $dated ->
        [1] снова можно с { DATE($possible) }.
       *[0] решения ещё нет.
    }
aid-closed-frequency-event = Уже подано, решения ещё нет: { $grounds }.
aid-closed-frequency-always = Уже подано, решения ещё нет: { $grounds }.

aid-ground = <b>{ $title }.</b> { $rules }
    { $about }
    { $for_whom }
    { $within }

    { $sent }
    { $brought }
    { $petition }

    { $decides }
    Платит: { $purse }.
    { $elsewhere }
    { $stops }
aid-rules = { $fixed ->
        [1] { $sum }
       *[0] До { $sum }
    }, { $frequency ->
        [year] раз в календарный год
        [event] на каждое такое событие
       *[always] сколько раз понадобится
    }{ $tenure }.
aid-tenure = { "" }, стаж в профсоюзе от { $term }{ $known ->
        [0] { NOTHING() }
       *[1] : у вас { $years ->
            [0] меньше года
            [one] { $years } год
            [few] { $years } года
           *[many] { $years } лет
        }
    }
aid-within = Подать нужно не позже { $term } после события.
aid-term = { $unit ->
        [days] { $amount ->
            [one] { $amount } дня
           *[other] { $amount } дней
        }
        [years] { $amount ->
            [one] { $amount } года
           *[other] { $amount } лет
        }
       *[months] { $amount ->
            [6] полугода
            [12] года
            [one] { $amount } месяца
           *[other] { $amount } месяцев
        }
    }
aid-needed = <b>Понадобятся:</b>
    { $lines }
aid-brought = <b>Сюда не присылайте, принесите председателю на бумаге:</b>
    { $lines }
aid-petition = Ходатайство даёт ваша первичная организация, просить его отдельно не нужно.
aid-decides = { $which ->
        [first] До { $limit } решает: { $body }
        [rest] Больше решает: { $body }
       *[only] Решает: { $body }
    }; { $when }
aid-when-session = ближайшее заседание { DATE($session) }, документы до { DATE($papers_by) }.
aid-when-days = решение { UNTIL($expected) }.
aid-elsewhere = Уже есть { $number } от { DATE($day) } по такому же основанию из другой кассы. Подать сюда это не мешает.
aid-stopped = <b>Сейчас подать нельзя.</b> { $why }
aid-stop-membership = Подают те, кто сейчас состоит в профсоюзе.
aid-stop-tenure = Нужен стаж в профсоюзе от { aid-term }: подать можно с { DATE($possible) }.
aid-stop-frequency-year = { $dated ->
        [1] Такая помощь бывает раз в календарный год, в этом году уже есть { $number } от { DATE($day) }. Снова можно с { DATE($possible) }.
       *[0] Уже есть { $number } от { DATE($day) }, решения по нему ещё нет. Новое можно подать после него.
    }
aid-stop-frequency-event = По этому случаю уже есть { $number } от { DATE($day) }. Допишите в него: 📂 Мои обращения.
aid-stop-frequency-always = Уже есть { $number } от { DATE($day) }, решения по нему ещё нет. Новое можно подать после него.
aid-stop-term = Подать нужно было не позже { aid-term } после события, последний день был { DATE($until) }. Если опоздали по уважительной причине, поговорите с председателем.

aid-consent = <b>Заявление за члена профсоюза</b>
    { $for_whom }
    Подавать можно с его согласия на бумаге: что вы подаёте за него и что его данные обработает бот. Бумагу храните у себя. В заявлении будет видно, что подали его вы.
button-has-consent = Согласие на бумаге есть
aid-resume = <b>У вас есть черновик:</b> { $title }
    { $for_whom }
    { $day }
    { $stated_amount }
    { $beginning }
    { $received }
    Продолжить черновик?
aid-event = <b>{ $question }</b>
    { $fixed ->
        [1] Напишите дату, например 02.11.2026 или 2 ноября.
       *[0] Напишите дату и нужную сумму, до { $ceiling }, например: 2 ноября, 15000.
    }
    { $stated_day }
    { $stated_amount }
    { $received }
aid-date-expected = { $with_sum ->
        [1] Нужны дата и сумма, например: 2 ноября, 15000. Можно только дату, о сумме спрошу следом.
       *[0] Нужна дата, например 02.11.2026 или 2 ноября.
    }
aid-amount = <b>Какая сумма нужна?</b> По этому основанию выплачивают до { $ceiling }.
    Напишите цифрами, например 15000, или нажмите на сумму.
    { $stated_amount }
    { $received }
aid-stated = Сейчас: { $stated }.
aid-day = { DATE($day) }
aid-event-day = Дата: { DATE($day) }.
aid-amount-sure = { $over ->
        [1] По этому основанию выплачивают до { $ceiling }. Указать { $ceiling }?
       *[0] { $sum }, верно?
    }
aid-papers = <b>Расскажите коротко, что случилось, и пришлите документы.</b>
    Двух предложений хватит, диагноз писать не нужно. Документы: фотографиями или в PDF, можно все сразу.
    { $title } · { $amount }
    { $day }
    { $sent }
    { $brought }

    { $beginning }
    { $received }
    { $names }
    Когда всё пришлёте, нажмите «Готово».
aid-files = <b>Ваши файлы выше.</b>
    Лишний можно убрать, ещё один пришлите сюда же.
aid-received = Получено { $count }: { $files }.
aid-quote = <blockquote>{ $text }</blockquote>
aid-missing = <b>Не приложено:</b>
    { $lines }
    Можно отправить и так, а приложить потом.
aid-summary = <b>Проверьте перед отправкой</b>
    { $title } · { $amount }
    { $for_whom }
    { $day }
    { $text }
    { $received }
    { $missing }
    { $brought }

    Кто увидит: ваша первичная организация, { $body } и казначей.
    { $decided }
aid-statement = Заявление заполнено. Распечатайте и подпишите. Подписанное пришлите кнопкой «Прислать подписанное» в карточке заявления или отдайте председателю.
aid-statement-name = Заявление.pdf
aid-draft-kept = Закрыл. Черновик сохранён: откройте «🤝 Материальная помощь», чтобы продолжить.

aid-members-only = Заявления подают те, кто сейчас состоит в профсоюзе. /help подскажет, к кому обратиться.
aid-not-eligible = Подать нельзя. { $why }
aid-draft-gone = Этот черновик уже отправлен или удалён. Что отправлено, есть в 📂 Мои обращения.
aid-not-complete = Не хватает суммы или даты. Вернитесь на шаг назад и допишите.
aid-over-cap = По этому основанию выплачивают до { $ceiling }.
aid-event-in-future = Эта дата ещё не наступила. Если это было в прошлом году, напишите дату с годом.

button-other-ground = Другое основание
button-apply = Подать заявление
button-next = Далее
button-other-sum = Другая сумма
button-remove-file = Убрать { $name }
button-see-files = Посмотреть или убрать файлы
button-change-told = Изменить текст или файлы
button-change-sum = Изменить сумму
button-file-for = Подать заявление за него
