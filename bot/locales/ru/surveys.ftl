survey-status-draft = черновик
survey-status-open = идёт
survey-status-closed = закрыт
surveys-made = <b>Опросы</b>
    { $count ->
        [0] Пока ни одного.
       *[other] Свежие сверху.
    }
button-new-survey = Новый опрос
survey-place = <b>Кого спрашиваем?</b>
    { $count ->
        [0] Ничего не нашёл по словам «{ $sought }». Напишите название иначе.
       *[other] Ответить смогут члены этой организации и всех, кто ниже. Чтобы выбрать другую, напишите её название.
    }
    { $more ->
        [1] Нашёл не только эти. Допишите город или район.
       *[0] { NOTHING() }
    }
survey-title = <b>О чём опрос?</b>
    Напишите название по-русски, например: Как вам питание в школе.
survey-title-kk = <b>Название по-казахски?</b>
    Без него и казахскоязычные увидят русское.
survey-anonymous = <b>Анонимно или с именами?</b>
    Анонимно: никто, и администратор тоже, не узнает, кто что ответил. С именами: вы увидите имена в таблице. Человеку это сказано до ответа, и потом не изменится.
button-anonymous = Анонимно
button-with-names = С именами
survey-one = <b>{ $title }</b>
    { $place } · { $anonymous ->
        [0] с именами
       *[other] анонимно
    }
    { $status ->
        [draft] Черновик. Спросим членов профсоюза: { $asked }.
        [open] Идёт. Ответили { $answered } из { $asked }.
       *[closed] Закрыт. Ответили { $answered } из { $asked }.
    }

    { $lines }
    { $count ->
        [0] Вопросов пока нет.
       *[other] { NOTHING() }
    }
survey-question-line = • { $question }{ $has_choices ->
        [0] { NOTHING() }
       *[other] { "" } { $choices }
    }
button-open-survey = Начать опрос
button-new-question = Добавить вопрос
button-drop-question = Убрать последний вопрос
button-picture = Картинкой
button-close-survey = Закрыть опрос
survey-kind = <b>Как отвечать на вопрос?</b>
button-kind-choice = Выбрать из вариантов
button-kind-text = Написать своими словами
survey-ask = <b>Напишите вопрос по-русски.</b>
survey-ask-kk = <b>Тот же вопрос по-казахски?</b>
survey-choices = <b>Варианты ответа по-русски</b>
    Одним сообщением, каждый с новой строки, от двух до десяти.
survey-choices-kk = <b>Те же варианты по-казахски</b>
    Столько же строк, в том же порядке.
survey-choices-expected = Нужно от двух до десяти вариантов, каждый с новой строки.
survey-as-many-choices = По-русски вариантов { $count }. Пришлите столько же строк, в том же порядке.
survey-choice-too-long = В варианте помещается { $limit } знаков: он станет кнопкой. Сократите и пришлите все ещё раз.
survey-open = <b>Начать опрос «{ $title }»?</b>
    Вопросы после этого не изменить. Подписчикам новостей придёт сообщение с кнопкой, остальные найдут опрос в «📰 Новости».
survey-close = <b>Закрыть опрос «{ $title }»?</b>
    Ответили { $answered } из { $asked }. Больше ответить будет нельзя.
survey-discard = <b>Удалить опрос «{ $title }»?</b>
    Вернуть его будет нельзя.
survey-announcement = <b>Опрос: { $title }</b>
    { $anonymous ->
        [0] Ответы с именами: их увидят те, кто проводит опрос.
       *[other] Ответы анонимные: никто не узнает, кто что ответил.
    }
surveys-waiting = { $count ->
        [0] Новых опросов нет. Спасибо, что отвечаете.
       *[other] <b>Какой опрос?</b>
    }
survey-begin = <b>{ $title }</b>
    { $place }
    Вопросов: { $count }.

    { $anonymous ->
        [0] <b>С именем.</b> Те, кто проводит опрос, увидят ваше имя рядом с ответами.
       *[other] <b>Анонимно.</b> Ваши ответы хранятся без имени и без времени. Отдельно помечается только то, что вы ответили, чтобы никто не ответил дважды.
    }
button-survey-begin = Начать
survey-question = Вопрос { $number } из { $count }
    <b>{ $question }</b>
    { $is_text ->
        [0] { NOTHING() }
       *[other] Напишите ответ сообщением.
    }
survey-last = <b>Проверьте перед отправкой</b>
    { $lines }

    { $anonymous ->
        [0] Ответы уйдут с вашим именем.
       *[other] Ответы уйдут без вашего имени, изменить их потом нельзя.
    }
survey-said = { $question } <b>{ $said }</b>
survey-thanks = Спасибо, ответы приняты.
survey-answered-already = Вы уже ответили на этот опрос. Спасибо.
survey-not-there = Этот опрос закрыт или проводится не у вас.
survey-not-a-draft = Опрос уже начат: его вопросы не изменить.
survey-no-questions = В опросе пока нет вопросов. Добавьте хотя бы один.
survey-too-many-questions = В опросе помещается { $limit } вопросов.
survey-incomplete = Ответ сохранить не получилось: откройте опрос заново и ответьте на все вопросы.
survey-too-few = Ответили меньше пяти человек. Итоги не показываю, чтобы по ним никого нельзя было узнать.
survey-still-open = Опрос анонимный, поэтому итоги откроются, когда вы его закроете: так по ним нельзя заметить, что ответил последний.
survey-hidden = скрыто
survey-by-place = По организациям
survey-foot = Ответили { $answered } из { $asked }. Группы меньше пяти скрыты.
survey-table-caption = { $anonymous ->
        [0] Итоги и ответы с именами. Не пересылайте этот файл.
       *[other] Итоги без имён.
    } Группы меньше пяти скрыты.
survey-sheet-totals = Итоги
survey-sheet-places = По организациям
survey-sheet-words = Своими словами
survey-sheet-names = Ответы с именами
survey-column-place = Организация
survey-column-name = Фамилия, имя, отчество
survey-column-asked = Спрошено
survey-column-answered = Ответили
survey-note = Организации, где ответили меньше пяти, скрыты, и с ними столько соседних, чтобы скрытое нельзя было вычислить из итога.

mydata-part-surveys = Опросы, на которые вы ответили
mydata-field-survey = Опрос
mydata-field-survey-answers = Ваши ответы
