button-templates = Шаблоны
button-template-add = { $several ->
        [1] Добавить: { $desk }
       *[0] Добавить
    }
button-template-rewrite = Изменить текст
button-template-rename = Изменить название
button-template-remove = Убрать
templates-all = <b>Шаблоны ответов</b>
    { $count ->
        [0] Пока их нет. Добавьте то, что вы пишете чаще всего.
       *[other] Их видят все коллеги по службе, когда пишут ответ.
    }
template-title = <b>Как назвать шаблон?</b>
    Коротко, это будет надпись на кнопке. Например: Запрос документов.
template-body = <b>{ $title }</b>
    Пришлите текст одним сообщением. Вместо слов в фигурных скобках бот подставит своё для каждого вопроса: { $places }.
template-one = <b>{ $title }</b>
    <blockquote>{ $body }</blockquote>
template-rewrite = <b>{ $title }</b>
    Пришлите новый текст одним сообщением, он заменит прежний. Места: { $places }.
    <blockquote>{ $body }</blockquote>
template-rename = <b>{ $title }</b>
    Пришлите новое название.
template-remove = Убрать шаблон «{ $title }»? В ответах, где он уже стоит, ничего не изменится.
template-unknown-place = Вместо { $place } подставить нечего. Бывает: { $places }. Исправьте и пришлите ещё раз.
template-gone = Этот шаблон только что убрали. Выберите другой.
template-day = { DATE($day) }
template-colleague = коллега
template-your-organisation = ваша организация
writing-templates = <b>Шаблоны</b> · { $number }
    Текст встанет в черновик, его можно дополнить. Член профсоюза пока ничего не увидит.

button-note = Заметка коллегам
note-text = <b>Заметка коллегам · { $number }</b>
    Напишите одним сообщением. Её увидят коллеги по службе, член профсоюза не увидит.
note-kept = Записал к { $number }. Видят только коллеги по службе.
card-note = <b>Заметка ({ $who }):</b> { $text }
talk-note = <b>Заметка коллегам</b>, { MOMENT($at) }
    { $text }
notice-colleague-noted = { $who } оставил(а) вам заметку к { $number }. Она на карточке.

button-similar = Похожие ответы
button-take-as-base = Взять за основу
button-next-similar = Следующий
similar-none = Похожих ответов пока нет. Когда служба ответит на такой вопрос, он найдётся здесь.
similar-gone = Этого ответа больше нет. Откройте «Похожие ответы» на карточке ещё раз.
similar-one = <b>Похожий ответ { $place } из { $count }</b> · { $number }
    { DATE($at) } · { $topic }
    <blockquote>{ $question }</blockquote>

    { $answer }
