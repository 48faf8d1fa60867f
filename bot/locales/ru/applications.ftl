application-one = <b>{ $number }</b> · { $status }
    { $asked }
    { $by }
    { $text }
    { $files }
    { $signed }

    { $stands }
application-asked = { $ground }, { $amount }{ $day }
application-event-day = , { DATE($day) }
application-quote = <blockquote>{ $text }</blockquote>
application-files = Файлы: { $files }.
application-filed-by = Подал за вас: { $who }.
application-paper-line = • { $title }{ $hint }
application-paper-hint = . { $hint }
application-has-it = Сейчас у: { $body }.
application-at-session = Решат на заседании: { DAY($day) }.
application-by-day = Решение { UNTIL($day) }.
application-after-session = Решение скажем, когда закончится заседание.
application-wanted = <b>Ждём от вас:</b> { $paper }
    Срок решения на это время остановлен.
application-brought = <b>Принесите председателю на бумаге:</b>
    { $lines }
application-withdrawn-line = Вы отозвали заявление { MOMENT($day) }.
application-outcome-approved = <b>Одобрено: { $amount }.</b> { $body }{ $protocol }.
application-outcome-refused = <b>Отказано:</b> { $reason }.
    { $words }
    { $body }{ $protocol }.
application-refusal-words = «{ $words }»
application-protocol = , протокол № { $protocol } от { DATE($on) }
application-replaces = Это новое решение, оно заменяет прежнее.
application-may-appeal = Не согласны: { UNTIL($until) } можно обратиться выше, в { $body }.
application-paid-line = Выплачено { $amount }, { DATE($on) }.
application-left-line = Осталось выплатить { $amount }.
status-review = на рассмотрении
status-decided = решено на заседании
status-approved = одобрено
status-paid = выплачено
status-refused = отказано
application-status-review = на рассмотрении
application-status-waiting = нужен документ
application-status-approved = одобрено
application-status-refused = отказано
application-status-paid = выплачено
application-status-withdrawn = отозвано

application-withdraw = Отозвать { $number }? Рассматривать его больше не будут, номер и переписка останутся здесь. Подать новое можно в любой день.
application-appeal = <b>Обжаловать решение по { $number }</b>
    { $above }
    Напишите, с чем вы не согласны и почему. Документы можно приложить сразу после отправки.
application-appeal-sure = <b>Проверьте перед отправкой</b> · { $number }
    { $appeal }
    { $above }
application-appeal-expected = Напишите словами, с чем вы не согласны. Документы можно приложить сразу после отправки.
application-not-withdrawn = Решение уже принято, отозвать заявление нельзя.
application-takes-nothing = Рассмотрение закончено, к этому заявлению больше ничего не приложить.
application-no-appeal = Обжаловать это решение нельзя: отказа нет, срок прошёл или выше никого нет.

button-attach = Приложить документ
button-write-or-attach = Дописать или приложить
button-appeal = Обжаловать
application-signed = { $how ->
        [sent] Подписанное заявление прислано.
        [paper] Подписанное заявление принято на бумаге.
       *[none] { NOTHING() }
    }
application-sign = <b>{ $number }: подписанное заявление</b>
    Пришлите его сюда фотографией или в PDF. Или отдайте председателю на бумаге: он отметит это у себя.
application-signed-expected = Нужна фотография подписанного заявления или PDF.
button-signed = Прислать подписанное
button-statement = Заявление для подписи (PDF)

notice-application-accepted = <b>Заявление { $number } принято.</b>
    { $asked }
    { $expected } Если понадобится документ, напишу сюда.
    { $brought }
notice-application-accepted-for = <b>Заявление { $number } принято.</b>
    Вы подали его за члена профсоюза: { $name }.
    { $asked }
    { $expected } Когда он придёт в бота, заявление будет у него в 📂 Мои обращения.
notice-application-paper-wanted = <b>{ $number }: нужен документ</b>
    <blockquote>{ $paper }</blockquote>
    Пришлите его сюда одним файлом или нажмите кнопку. Срок решения на это время остановлен, заполнять заново ничего не нужно.
notice-application-supply-accepted = { $count ->
        [0] Передал: { $number }.
       *[other] Приложил к { $number }, получено { $count }.
    } Заявление снова на рассмотрении. { $expected }
notice-application-signed-accepted = Подписанное заявление к { $number } получил, оно приложено.
notice-application-passed-on = { $number } передано выше: { $body }. { $expected }
notice-application-approved = { $replaces }

    <b>{ $number }: одобрено { $amount }.</b>
    { $ground }. { $body }{ $protocol }.
    Деньги переведёт казначей, когда это будет сделано, напишу сюда.
notice-application-refused = { $replaces }

    <b>{ $number }: отказано.</b>
    { $ground }. { $body }{ $protocol }.
    Причина: { $reason }.
    { $words }

    { $appeal }
notice-application-paid = <b>{ $number }: выплачено { $amount }</b>, { DATE($on) }.
    { $rest }
notice-application-payment-returned = <b>{ $number }: платёж { $amount } вернулся.</b>
    Причина: { $reason }.
    Проверьте реквизиты у казначея: деньги отправят ещё раз.
notice-application-appeal-accepted = <b>Обращение по { $number } принято.</b> Теперь его рассматривает: { $body }. { $expected }
