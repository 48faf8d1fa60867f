question-resume = <b>У вас есть черновик:</b> { $section }
    <blockquote>{ $beginning }</blockquote>
    { $count ->
        [0] { NOTHING() }
       *[other] Файлы: { $files }.
    }
    Продолжить черновик?
question-no-words = пока без текста
question-text = { $term }

    <b>{ $begin }</b> Своими словами, можно голосом, с фотографиями и документами.
    { $count ->
        [0] { NOTHING() }
       *[other] Получено { $count }: { $files }.
    }
    { $spoken ->
        [voice] Голосовое сохранил, { $worker } его услышит. Напишите одной строкой, о чём вопрос: имена и даты легче прочесть, чем расслышать.
        [video_note] Видеосообщение сохранил, { $worker } его посмотрит. Напишите одной строкой, о чём вопрос: имена и даты легче прочесть, чем расслышать.
        [files] Осталось написать, что случилось.
       *[other] { NOTHING() }
    }
question-matter = <b>Что случилось?</b>
    { $has_text ->
        [1] Текст сохранил. Осталось нажать одну из кнопок.
       *[0] Ваш вопрос встанет первым. Скажу, сколько времени даёт закон.
    }
question-date = <b>{ $question }</b>
    Напишите дату, например 02.11.2026 или 2 ноября.
date-expected = Нужна дата, например 02.11.2026 или 2 ноября. Если не помните, нажмите «Пропустить».
date-expected-kept = Это сохранил, пойдёт вместе с вопросом. Теперь нужна дата, например 02.11.2026 или 2 ноября. Если не помните, нажмите «Пропустить».
date-in-future = Эта дата ещё не наступила. Срок считают со дня, когда вам вручили бумагу. Если её ещё нет, нажмите «Пропустить».
urgent-other = Другое срочное
urgent-first = Ваш вопрос встанет первым.
urgent-term = { $explain } ({ $law })
urgent-deadline = { $explain } ({ $law })
    { $passed ->
        [1] Вы назвали { DATE($learned) }: этот срок прошёл { DATE($deadline) }. Всё равно спросите: по уважительной причине суд может его восстановить.
       *[0] Вы назвали { DATE($learned) }, значит, последний день: <b>{ DATE($deadline) }</b>.
    }
question-summary = <b>Проверьте перед отправкой</b>
    <blockquote>{ $text }</blockquote>
    { $count ->
        [0] { NOTHING() }
       *[other] Получено { $count }: { $files }.
    }
    Тема: { $topic }
    { $details }
    { $confidential ->
        [1] Кто увидит: только один { $worker }, тот, кто возьмёт вопрос
       *[0] Кто увидит: { $workers }{ $anonymous ->
            [1] , без вашего имени и места работы
           *[0] { NOTHING() }
        }
    }
    { $call ->
        [1] { $Worker } позвонит: { $phone }
       *[0] { NOTHING() }
    }

    { $term }
question-topic = О чём ваш вопрос?
question-rewrite = <b>Напишите заново.</b>
    Сейчас написано:
    <blockquote>{ $beginning }</blockquote>
    Новый текст заменит этот, файлы останутся.
question-files = <b>Пришлите фотографии или документы.</b>
    { $count ->
        [0] { NOTHING() }
       *[other] Получено { $count }: { $files }.
    }
    Когда всё пришлёте, нажмите «Готово».
question-draft-kept = Закрыл. Черновик сохранён: откройте «{ $section }», чтобы продолжить.
question-desk-closed = Новых обращений здесь больше не принимают. Прежние остались в «📂 Мои обращения», остальные разделы в меню внизу.
question-draft-gone = Этот черновик уже отправлен или удалён. Начните новый из меню внизу.
question-members-only = Обращаются сюда те, кто сейчас состоит в профсоюзе. /help подскажет, к кому обратиться.
question-edited = Исправил в { $number }. Ответят на новый текст, прежний останется в истории.
question-edited-late = Исправил в { $number }. Но на прежний текст уже ответили: чтобы ответили и на новый, откройте обращение и нажмите «Дописать».
question-too-many-open = У вас уже { $limit ->
        [one] { $limit } открытый вопрос
        [few] { $limit } открытых вопроса
       *[many] { $limit } открытых вопросов
    }, больше одновременно нельзя. Допишите в один из них: 📂 Мои обращения.
question-already-taken = Вопрос уже у { $worker_of }: { $who }, взят { $age ->
        [0] только что
       *[other] { AGE($age) } назад
    }.
question-not-waiting = Этот вопрос уже не ждёт ответа: его отозвали или закрыли.
question-was-withdrawn = Вопрос отозвали, отвечать на него больше не нужно. Ничего не отправлено.
question-not-answered = Над этим вопросом снова работают. Оценить можно будет новый ответ.
question-not-yours = Этот вопрос сейчас не у вас. Откройте очередь в меню внизу.
question-not-reopened = Это обращение закрыто, вернуться к нему уже нельзя. Задайте новый вопрос из меню внизу.
question-not-withdrawn = На этот вопрос уже ответили, отозвать его нельзя.
question-taken = Вопрос ваш до { MOMENT($until) }.

button-urgent-short = { $urgent ->
        [1] Срок
       *[0] Это срочно
    }
button-not-urgent = Это не срочно
button-make-confidential = Сделать закрытым: только один { $worker }
button-make-open = Сделать открытым: { $workers }
button-topic = Изменить тему
button-rewrite = Изменить текст
button-add-file = Добавить файл
button-drop-file = Убрать последний файл
button-call-me = { $call ->
        [1] Не звонить, ответить здесь
       *[0] Позвонить мне: { $phone }
    }

notice-question-accepted = <b>Обращение { $number } принято.</b>
    { $Worker } ответит { UNTIL($promised) }. Если раньше понадобится что-то уточнить, напишу сюда.
notice-reply-accepted = Передал { $worker_to }: { $number }. Ответ { UNTIL($promised) }.
notice-promise-moved = Ответ на { $number } задерживается, простите. Ответим { UNTIL($promised) }. За вопросом следит { $head }.
notice-rated-helped = Спасибо. { $number } закрыт. Если вопрос вернётся, откройте его и допишите.
notice-rated-not-helped = Жаль. Нажмите «Уточнить» под ответом или откройте { $number } и напишите, чего не хватило: вопрос вернётся к тому же { $worker_to }.

answer-head = <b>Ответ на ваш вопрос { $number }</b>
    <blockquote>{ $question }</blockquote>
clarify-head = <b>{ $Worker } уточняет по { $number }</b>
    <blockquote>{ $question }</blockquote>
spoken-part = { $text }
spoken-signature = <i>{ $office }</i>
paper-signed = Подписанное заявление
paper-caption = { $name }
button-helped = Помогло
button-not-helped = Не помогло
button-clarify = Уточнить

card-gone = Это обращение вам больше не доступно.
card-head = <b>{ $number }</b> · { $topic } · { $state }
card-quote = <blockquote>{ $text }</blockquote>
card-confidential = { $taken ->
        [1] Закрытый вопрос: имя и текст видит только тот, кто его взял.
       *[0] Закрытый вопрос: имя и текст увидит только тот, кто его возьмёт.
    }
card-who = { $who }
card-files = Файлы: { $files }
card-promise = Ответить <b>{ UNTIL($promised) }</b>
card-urgent = <b>Срочно</b>
card-language-kk = Спрошено на казахском
card-language-ru = Спрошено на русском
card-deadline = <b>Срочно: по закону последний день { DATE($deadline) }</b>
card-edited = изменено { $count ->
        [one] { $count } раз
        [few] { $count } раза
       *[many] { $count } раз
    }
card-member-said = <b>Член профсоюза:</b> { $text }
card-desk-said = <b>{ $Worker }:</b> { $text }
card-undelivered = Не доставлено: пользователь заблокировал бота. Ответ сохранён и придёт, когда он вернётся.
card-call-back = <b>Просит позвонить:</b> { $phone }
card-helped = Ответ помог
card-not-helped = Ответ не помог
card-result = Итог: { $result }
card-court = суд
result-former = Итог из прежнего списка
state-waits = ждёт с { MOMENT($since, day: 1) }
state-yours = у вас до { MOMENT($until) }
state-taken = у { $worker_of }: { $who }
state-waiting = ждёт ответа члена профсоюза
state-answered = отвечен
state-closed = закрыт
state-withdrawn = отозван
button-take = Взять
button-answer = Ответить
button-answer-more = Дополнить ответ
button-hand-over = Передать
button-files = Файлы
button-versions = Ранние версии
button-mark-result = Отметить итог

notice-member-replied = { $reopened ->
        [1] { $number } открыт снова: член профсоюза написал.
       *[0] В { $number } вам написали.
    }
notice-member-edited = В { $number } исправили текст. На карточке новый.
notice-member-withdrew = { $number } отозвали: отвечать больше не нужно.
notice-undelivered = { $number } не доставлено: пользователь заблокировал бота. Ответ сохранён и придёт ему, когда он вернётся.
notice-promise-near = { $number }: обещали ответить до { MOMENT($due) }.
notice-promise-missed-head = { $number }: срок прошёл без ответа. Члену профсоюза названа новая дата, { DATE($promised) }.
notice-lease-ended = { $number } вернулся в очередь: вы взяли его и не ответили вовремя. Взять можно снова.
notice-lease-ended-head = { $number } вернулся в очередь: { $worker } взял его и не ответил вовремя.
notice-handed-to-you = { $number } теперь у вас, передал { $worker } { $who }.

desk-queue = <b>{ $queue }</b>
    { $count ->
        [0] Никто не ждёт.
       *[other] { $lines }
    }
desk-mine = <b>Мои вопросы</b>
    { $count ->
        [0] У вас ничего нет. Откройте очередь в меню внизу.
       *[other] { $lines }
    }
queue-line = <b>{ $number }</b> · { $topic } · { AGE($age) }{ $dated ->
        [1] { "" } · <b>по закону до { DATE($deadline) }</b>
       *[0] { $urgent ->
            [1] { "" } · <b>срочно</b>
           *[0] { NOTHING() }
        }
    } · ответ { UNTIL($promised) }{ $confidential ->
        [1] { "" } · закрытый
       *[0] { NOTHING() }
    }{ $anonymous ->
        [1] { "" } · анонимно
       *[0] { NOTHING() }
    }{ $named ->
        [1] { "" } · { $who }
       *[0] { NOTHING() }
    }{ $status ->
        [waiting] { "" } · ждём ответа
        [answered] { "" } · отвечен
       *[other] { NOTHING() }
    }{ $held ->
        [1] { "" } · у { $worker_of }: { $holder }
       *[0] { NOTHING() }
    }
hand-over-choose = <b>Кому передать { $number }?</b>
    { $count ->
        [0] Больше передать некому. Вопрос можно вернуть в очередь.
       *[other] Коллега получит карточку сразу.
    }
button-to-queue = Вернуть в очередь
handed-over = Передал.
given-back = Вернул в очередь.
mark-topic = <b>{ $number }: о чём был вопрос?</b>
    Сейчас: { $topic }.
mark-result = Чем закончилось?
mark-effect = <b>Сколько денег вернули или сберегли?</b>
    Напишите сумму, например 15000. Если денег не было, нажмите «Пропустить».
mark-court = <b>Дело было в суде?</b>
    { $paid ->
        [1] Деньги: { $effect }.
       *[0] { NOTHING() }
    }
marked = Записал.
