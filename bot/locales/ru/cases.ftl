case-nothing-written = Пока нечего отправлять. Напишите хотя бы одну строку.
case-usage = Напишите номер после команды, например: /case ВЮ-2026-000001 или /case МП-2026-000001
case-line = { $number } · { $status }
cases-all = <b>Мои обращения</b>
    { $count ->
        [0] Пока их нет. Начните из меню внизу.
       *[other] Нажмите на обращение, чтобы увидеть, что с ним.
    }
case-one = <b>{ $number }</b> · { $status }
    <blockquote>{ $question }</blockquote>
    { $files }
    { $promise }

    { $tail }
case-promise = Ответ { UNTIL($promised) }.
case-withdraw = Отозвать { $number }? { $Worker } больше не будет над ним работать. Номер и переписка останутся здесь.
status-draft = черновик
status-queued = в очереди
status-taken = у { $worker_of }
status-waiting = { $worker } ждёт вашего ответа
status-answered = есть ответ
status-closed = закрыто
status-withdrawn = отозвано
button-write-more = Дописать
button-withdraw = Отозвать
button-conversation = Переписка
button-reply = Ответить
button-show-files = Посмотреть файлы
button-write-anew = Написать заново

writing-text = { $purpose ->
        [answer] <b>Ответ на { $number }.</b>
    Пишите одним или несколькими сообщениями, можно с файлами. До отправки его никто не видит.
        [clarify] <b>Что уточнить по { $number }?</b>
    Вопрос уйдёт члену профсоюза, срок ответа на это время остановится.
        [supply] <b>Напишите или приложите к { $number }.</b>
    Фотографии, PDF или документ Word; можно и словами.
       *[reply] <b>Напишите по { $number }.</b>
    Можно текстом, голосом, с фотографиями и документами.
    }
writing-summary = <b>Проверьте перед отправкой</b> · { $number }
    { $length ->
        [0] { NOTHING() }
       *[other] <blockquote>{ $preview }</blockquote>
    }
    { $count ->
        [0] { NOTHING() }
       *[other] Получено { $count }: { $files }.
    }
    { $purpose ->
        [reply] Можно дописать ещё или отправить.
        [supply] Можно дописать ещё или отправить.
       *[other] Знаков: { $length }. Можно дописать ещё или отправить.
    }
writing-kept = Закрыл. Написанное сохранено: откройте обращение, чтобы продолжить.
sent-answer = Ответ отправлен. Когда будет время, отметьте итог.
sent-clarify = Вопрос отправлен. Когда ответят, напишу сюда.

stray-choose = <b>Куда это отнести?</b> { $count ->
        [0] { NOTHING() }
        [one] { $count } сообщение.
        [few] { $count } сообщения.
       *[many] { $count } сообщений.
    }
    <blockquote>{ $preview }</blockquote>
    Я ничего не потеряю: выберите обращение или задайте новый вопрос.
stray-dropped = Хорошо, никуда не отправил. Меню внизу.
stray-to = Добавить к { $number }
stray-lawyer = Чтобы ответить на вопрос, нажмите «Ответить» на его карточке: 🗂 Мои вопросы. Можно и ответить на саму карточку сообщением.
late-items = { $sent ->
        [0] Добавил эти файлы в черновик. Получено { $count }.
       *[other] Добавил эти файлы к { $number }. Получено { $count }.
    }
draft-edited = Исправил в черновике: «{ $text }»
case-edited = Исправил в { $number }. Прежний текст останется в истории.
edit-file-not-taken = Файл вы заменили, а у меня остался прежний. Пришлите новый отдельным сообщением.
edit-not-taken = Это исправление я не учёл. Напишите его новым сообщением.
answer-is-out = Этот текст уже отправлен, исправить его нельзя. Допишите поправку новым сообщением с карточки.

talk-member = <b>Член профсоюза</b>, { MOMENT($at) }
    { $text }
talk-you = <b>Вы</b>, { MOMENT($at) }
    { $text }
talk-desk = <b>{ $Worker }</b>, { MOMENT($at) }
    { $text }
talk-version = <b>Вариант { $number }</b>, до { MOMENT($at) }
    { $text }
