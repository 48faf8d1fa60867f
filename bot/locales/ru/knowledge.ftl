question-suggestions = <b>Похоже на то, о чём уже спрашивали:</b>
    { $lines }
    { $count ->
        [0] { NOTHING() }
       *[other] Получено { $count }: { $files }.
    }

    Если это не о том, спросите юриста: вопрос сохранён.
suggestion-line = • { $title } ({ $reviewed ->
        [1] проверено { DATE($day) }
       *[0] обновлено { DATE($day) }
    })
article-reviewed = Проверил юрист профсоюза, { DATE($day) }.
article-not-reviewed = Обновлено { DATE($day) }. Юрист профсоюза эту статью ещё не подтвердил.
article-brief = <b>{ $title }</b>
    { $foreign ->
        [1] <i>Казахского текста пока нет, статья на русском.</i>
       *[0] { NOTHING() }
    }

    { $brief }

    <i>{ $state }</i>
    { $overdue ->
        [1] <i>Срок проверки прошёл: уточните у юриста, не изменился ли закон.</i>
       *[0] { NOTHING() }
    }
article-whole = <b>{ $title }</b>
    { $foreign ->
        [1] <i>Казахского текста пока нет, статья на русском.</i>
       *[0] { NOTHING() }
    }

    <b>Что делать</b>
    { $steps }

    <b>На что сослаться</b>
    { $grounds }

    <b>Когда нужен юрист</b>
    { $lawyer }

    <i>{ $state }</i>
    { $overdue ->
        [1] <i>Срок проверки прошёл: уточните у юриста, не изменился ли закон.</i>
       *[0] { NOTHING() }
    }
article-gone = Эту статью убрали. Вернитесь назад: ваш вопрос сохранён.
article-helped = Спасибо, рад, что нашлось. Вопрос юристу не отправлял, черновик удалил. Если понадобится спросить: ⚖️ Вопрос юристу.
button-ask-lawyer = Спросить юриста
button-more = Подробнее

card-articles = Видел(а) статьи: { $articles }
card-article = «{ $title }»{ $useless ->
        [1] {" — не помогло"}
       *[0] {""}
    }
