rubric-on = ✓ { $rubric }
rubric-off = { $rubric }

news-line = { $day } · { $title }
news-feed = <b>Новости</b>
    { $rubric }
    { $place }
    { $searching ->
        [0] { NOTHING() }
       *[other] Поиск: «{ $sought }»
    }
    { $count ->
        [0] { $chosen ->
            [0] Пока ничего не опубликовано.
           *[other] Здесь ничего нет. Попробуйте другой раздел или другие слова.
        }
       *[other] Нажмите на новость, и я пришлю её целиком. Страница { $page } из { $pages }.
    }
    { $wanted ->
        [0] Сами новости вам не приходят. Включить: «Как присылать».
       *[other] { NOTHING() }
    }
button-all-news = Все новости
button-by-rubric = По рубрикам
button-by-organisation = По организациям
button-news-search = Поиск
button-wishes = Как присылать
button-surveys-waiting = Опросы, которые вас ждут: { $surveys }
news-rubric = <b>Какая рубрика?</b>
news-organisation = { $count ->
        [0] Ни одна из ваших организаций ещё ничего не опубликовала.
       *[other] <b>Чьи новости показать?</b>
    }
news-search = <b>Что ищете?</b>
    Напишите одно или несколько слов, например: премия турслёт.
news-no-access = Нет доступа: это другая организация. Если это ошибка, позвоните: { $contact }
post-not-there = Этой новости больше нет. Свежие в разделе «📰 Новости».
post-untitled = Без текста
post-foreign = <i>На русском нет, текст на казахском.</i>
post-signature = <i>{ $place }</i>
post-gone = Эта новость отозвана.
post-link-survey = Ответить на вопросы

wishes = <b>Как присылать новости</b>
    { $wanted ->
        [0] Сейчас новости вам не приходят.

    { $short }
       *[other] { $as_digest ->
            [0] Приходят сразу, как опубликованы.
           *[other] Приходят раз в день, в { $hour }, одним сообщением.
        }
    }
    { $wanted ->
        [0] { NOTHING() }
       *[other] { $muted ->
            [0] Рубрики: все.
           *[other] Рубрик выключено: { $muted }.
        }
    }
    { $wanted ->
        [0] { NOTHING() }
       *[other] { $as_digest ->
            [0] { $is_quiet ->
                [0] Тихих часов нет: новость может прийти и ночью.
               *[other] Тихие часы: { $quiet }. Что вышло ночью, придёт утром.
            }
           *[other] { NOTHING() }
        }
    }

    Ваше время: { $zone }. Ответы на ваши вопросы и решения по вашим обращениям приходят всегда.
button-as-digest = Раз в день, сводкой
button-at-once = Сразу, каждую
button-digest-hour = Другой час
button-rubrics = Рубрики
button-quiet = Тихие часы
wishes-rubrics = <b>Какие рубрики присылать?</b>
    Отмеченные приходят. Нажмите, чтобы выключить или включить.
wishes-hour = <b>В какой час присылать сводку?</b>
    Ваше время: { $zone }.
wishes-night = <b>С какого часа не беспокоить?</b>
    Ваше время: { $zone }. Обычно в профсоюзе: { $usual }.
wishes-morning = <b>С { $begins } и до какого часа?</b>
button-usual-quiet = Как у всех: { $usual }
button-no-quiet = Без тихих часов

newsroom = <b>Новости: публикации</b>
    { $count ->
        [0] Пока ничего не написано.
       *[other] Свежие сверху.
    }
    Читать новости можно в режиме члена профсоюза.
newsroom-line = { $status } · { $title }
post-status-draft = черновик
post-status-scheduled = по времени
post-status-published = вышла
post-status-withdrawn = отозвана
post-status-missed = не вышла
button-new-post = Написать новость
button-surveys = Опросы
button-channels = Каналы
post-place = <b>Чья это новость?</b>
    { $count ->
        [0] Ничего не нашёл по словам «{ $sought }». Напишите название иначе.
       *[other] Её увидят эта организация и все, кто ниже. Чтобы выбрать другую, напишите её название.
    }
    { $more ->
        [1] Нашёл не только эти. Допишите город или район.
       *[0] { NOTHING() }
    }
post-words = { $language ->
        [kk] <b>Пришлите текст по-казахски.</b>
       *[ru] <b>Пришлите текст по-русски.</b>
    }
    { $published ->
        [0] Можно сразу с фотографией, видео, документом или альбомом. Жирный, курсив и ссылки сохранятся. Хештег, например #ПРОФзащита, сам выберет рубрику.
       *[other] Новость уже вышла: новый текст появится во всех сообщениях, которые отправлены.
    }
post-one = <b>{ $title }</b>
    { $place }
    { $status ->
        [draft] Черновик.
        [scheduled] Выйдет: { MOMENT($due) } ({ $there }).
        [published] Опубликована.
        [withdrawn] Отозвана.
       *[missed] Не вышла вовремя: бот не работал. Можно опубликовать сейчас или назначить другое время.
    }
    Текст: { $has_ru ->
        [0] по-русски нет
       *[other] по-русски есть
    }, { $has_kk ->
        [0] по-казахски нет
       *[other] по-казахски есть
    }. Файлов: { $files }.
    { $has_rubrics ->
        [0] Рубрика не выбрана: придёт всем подписчикам.
       *[other] Рубрики: { $rubrics }
    }
    { $unsent ->
        [0] { NOTHING() }
       *[other] Получат сразу: { $at_once }, в сводке: { $by_digest }.
    }
    { $figures }
button-schedule = Назначить время
button-unschedule = Не публиковать по времени
button-news-preview = Посмотреть, как увидят
button-words-ru = Текст по-русски
button-words-kk = Текст по-казахски
button-drop-files = Убрать файлы
button-refresh = Обновить
button-withdraw-post = Отозвать
button-discard-post = Удалить черновик
post-rubrics = <b>О чём эта новость?</b>
    Кто выключил все отмеченные рубрики, её не получит.
post-moment = <b>Когда опубликовать?</b>
    Напишите, например: завтра 9:00, 18:30 или 27.11 09:00.
    Ваше время: { $zone }.
post-moment-expected = Нужны день и время, например: завтра 9:00 или 27.11 09:00.
post-sure = <b>Опубликовать «{ $title }»?</b>
    { $place } и все, кто ниже. Получат сразу: { $at_once }, в сводке: { $by_digest }. У кого сейчас тихие часы, получит утром.
button-publish-now = Опубликовать сейчас
post-withdraw = <b>Отозвать «{ $title }»?</b>
    Уберу её из всех чатов. Где сообщению больше двух суток, вместо текста будет «Эта новость отозвана».
post-discard = <b>Удалить черновик «{ $title }»?</b>
    Вернуть его будет нельзя.
post-what-to-do = Чтобы изменить текст, нажмите «Текст по-русски» или «Текст по-казахски». Фотографию, видео или документ можно прислать прямо сюда.
post-cannot-use = Это в новость не поместить. Пришлите текст, фотографию, видео или документ.
post-empty = В новости пока нет ни текста, ни файлов.
post-too-many-files = В одной новости помещается { $limit } файлов. Этот уже лишний.
post-too-early = Это время уже прошло. Назначьте другое.
post-already-out = Новость уже опубликована или отозвана. Откройте её заново из списка.
post-report = <b>{ $title }</b>
    { $status ->
        [withdrawn] Отозвана.
       *[other] Опубликована.
    }
    { $figures }
post-figures = Доставлено: { $sent }. Ждут отправки: { $waiting }. Заблокировали бота: { $blocked }. Не дошло: { $failed }.
    { $held ->
        [1] У кого тихие часы, получат, когда они кончатся.
       *[0] { NOTHING() }
    }
    { $missed ->
        [0] { NOTHING() }
       *[other] Не отправлено, прочтут в разделе: { $missed }.
    }
    { $changing ->
        [0] { NOTHING() }
       *[other] Ещё меняется сообщений: { $changing }.
    }
button-open-post = Открыть публикацию
post-late = Новость «{ $title }» не пришла части подписчиков: бот не работал, и она устарела. Таких: { $count }. Они прочтут её в разделе «📰 Новости».
post-missed = Новость «{ $title }» не вышла: она была назначена на { MOMENT($due) }, а бот не работал. Можно опубликовать её сейчас или назначить другое время.
digest-line = • { $title }
news-digest = <b>Новости, { DATE($day) }</b>
    { $lines }
    { $left ->
        [0] { NOTHING() }
       *[other] И ещё { $left }: в разделе «📰 Новости».
    }
notice-digest-missed = Сводка новостей за { DATE($day) } не отправлена: бот не работал. Эти новости войдут в следующую.

channels = <b>Каналы</b>
    { $count ->
        [0] Пока ни один не привязан. Записи привязанного канала становятся новостями его организации.
       *[other] Записи этих каналов становятся новостями своих организаций.
    }
channel-line = { $title } · { $place }
button-new-channel = Привязать канал
channel-place = <b>Какой организации этот канал?</b>
    { $count ->
        [0] Ничего не нашёл по словам «{ $sought }». Напишите название иначе.
       *[other] Чтобы выбрать другую, напишите её название.
    }
    { $more ->
        [1] Нашёл не только эти. Допишите город или район.
       *[0] { NOTHING() }
    }
channel-code = <b>{ $place }</b>
    1. Добавьте @{ $bot } в канал администратором.
    2. Опубликуйте в канале одной записью этот код:

    <code>{ $code }</code>

    Код действует { $hours } ч и подходит один раз. Когда канал привяжется, я напишу сюда; запись с кодом можно удалить.
channel-one = <b>{ $title }</b>
    { $place }
button-unbind-channel = Отвязать
notice-channel-bound = Канал «{ $title }» привязан: { $place }. Его новые записи станут новостями.

mydata-part-news = Как присылать вам новости
mydata-news-at-once = сразу
mydata-news-digest = сводкой
mydata-field-news-how = Как
mydata-field-news-hour = Час сводки
mydata-field-news-quiet = Тихие часы
mydata-field-news-muted = Выключенные рубрики
mydata-notice-post = новость
mydata-notice-post-opened = новость, которую вы открыли
mydata-notice-news-digest = сводка новостей
