button-my-data = Мои данные
button-mydata-file = Получить файл
button-mydata-correct = Исправить
button-mydata-leave = Удалить мои данные
button-mydata-erase = Удалить насовсем
button-withdraw-services = Отозвать согласие на обработку

mydata-main = <b>Мои данные</b>
    Здесь хранится:
    { $is_member ->
        [1] • строка реестра: имя, дата рождения, билет, организация
       *[0] { NOTHING() }
    }
    • ваш номер в Telegram, язык и часовой пояс
    • ваши согласия с датами
    { $cases ->
        [0] { NOTHING() }
        [one] • { $cases } обращение с перепиской и файлами
        [few] • { $cases } обращения с перепиской и файлами
       *[many] • { $cases } обращений с перепиской и файлами
    }
    • журнал: кто и когда открывал ваши данные

    Всё это целиком придёт файлом, если нажмёте «Получить файл».
mydata-leave = <b>Удалить ваши данные?</b>
    Сразу уйдёт: связь профсоюза с вашим Telegram, язык и часовой пояс, роли в боте, черновики, просьбы подтвердить вас, новости.
    { $open ->
        [0] { NOTHING() }
        [one] Открытый вопрос ({ $open }) я отзову, ответа на него не будет.
        [few] Открытые вопросы ({ $open }) я отзову, ответа на них не будет.
       *[many] Открытые вопросы ({ $open }) я отзову, ответа на них не будет.
    }

    <b>Что останется</b>
    { $kept }

    Переписку в этом чате удалите сами: она в вашем Telegram. Членства в профсоюзе это не касается.
mydata-kept-members = • Строка реестра { $dated ->
        [1] { UNTIL($until) }
       *[0] на время вашего членства в профсоюзе и ещё { $term } после него
    }. { $why }
mydata-kept-cases = • Вопрос { $what } { UNTIL($until) }. { $why }
mydata-kept-cases-more = • Ещё вопросы, { $what }: последний { UNTIL($until) }.
mydata-kept-consents = • Запись о согласиях, без имени, { UNTIL($until) }. { $why }
mydata-kept-journal = • Журнал, без имени, { UNTIL($until) }. { $why }
mydata-kept-events = • Запись на мероприятие { $what } { UNTIL($until) }. { $why }
mydata-term = { $unit ->
        [days] { $amount ->
            [one] { $amount } день
            [few] { $amount } дня
           *[many] { $amount } дней
        }
        [months] { $amount ->
            [one] { $amount } месяц
            [few] { $amount } месяца
           *[many] { $amount } месяцев
        }
       *[years] { $amount ->
            [one] { $amount } год
            [few] { $amount } года
           *[many] { $amount } лет
        }
    }
mydata-erased = Удалил. Теперь я вас не знаю. Если захотите вернуться, напишите /start.
mydata-html-caption = Всё, что о вас хранится. Откройте файл на телефоне или компьютере.
mydata-json-caption = То же самое для программ.

mydata-file-name = мои-данные
mydata-title = Мои данные
mydata-about-file = Всё, что хранится о вас в боте профсоюза на { $made }. Отвечает за данные: { $operator }.
mydata-none = Ничего не хранится.
mydata-part-person = Реестр членов профсоюза
mydata-part-account = Вы в Telegram
mydata-part-consents = Согласия
mydata-part-transfers = Переводы между организациями
mydata-part-absences = Отсутствия и отпуск на работе юриста
mydata-part-roles = Роли
mydata-part-requests = Просьбы подтвердить вас
mydata-part-cases = Обращения
mydata-part-events = Мероприятия
mydata-part-event-roles = Мероприятия: помощь и приглашения
mydata-part-reminders = Напоминания
mydata-part-notices = Что бот вам писал
mydata-part-looked = Кто обращался к вашим данным
mydata-part-deeds = Ваши действия в журнале

mydata-field-surname = Фамилия
mydata-field-first-name = Имя
mydata-field-patronymic = Отчество
mydata-field-born = Дата рождения
mydata-field-card = № профбилета
mydata-field-phone = Телефон
mydata-field-phones = Телефоны
mydata-field-position = Должность
mydata-field-organisation = Организация
mydata-field-category = Категория
mydata-field-membership = Членство
mydata-field-joined-on = В профсоюзе с
mydata-field-gone-on = Не состоит с
mydata-field-telegram-id = Номер в Telegram
mydata-field-language = Язык
mydata-field-timezone = Часовой пояс
mydata-field-mode = Режим
mydata-field-created-at = Создано
mydata-field-failed-tries = Неудачных попыток войти
mydata-field-locked-until = Вход закрыт до
mydata-field-blocked-at = Вы закрыли бота
mydata-field-consent = Согласие
mydata-field-version = Версия текста
mydata-field-given = Дано
mydata-field-at = Когда
mydata-field-text-hash = Отпечаток текста
mydata-field-role = Роль
mydata-field-starts-on = С какого дня
mydata-field-ends-on = По какой день
mydata-field-status = Состояние
mydata-field-said = Что вы о себе написали
mydata-field-name = Фамилия, имя, отчество
mydata-field-place = Где работаете
mydata-field-decided-at = Решено
mydata-field-kind = Вид сообщения
mydata-field-sent-at = Отправлено
mydata-field-delivery = Доставка
mydata-field-who = Кто
mydata-field-action = Что сделано
mydata-field-about = Запись
mydata-field-number = Номер
mydata-field-submitted-at = Отправлено вами
mydata-field-promised-on = Обещанный день ответа
mydata-field-answered-at = Ответ дан
mydata-field-closed-at = Закрыто
mydata-field-helped = Помогло
mydata-field-desk = Служба
mydata-field-topic = Тема
mydata-field-written-in = На каком языке написано
mydata-field-urgent = Срочно
mydata-field-learned-on = Когда вы узнали
mydata-field-deadline = Последний день по закону
mydata-field-call-back = Нужен звонок
mydata-field-confidential = Конфиденциально
mydata-field-result = Итог
mydata-field-effect = Сумма
mydata-field-court = Дело было в суде
mydata-field-conversation = Переписка
mydata-field-papers = Файлы
mydata-field-history = История
mydata-field-from = От кого
mydata-field-text = Текст
mydata-field-before = Было до правки
mydata-field-file-name = Название
mydata-field-file = Файл
mydata-field-anonymous = Без имени
mydata-field-told = Что спросила служба
mydata-field-articles = Какие статьи вы открывали
mydata-field-left = Откуда
mydata-field-joined = Куда
mydata-field-done-at = Выполнено
mydata-field-cancelled-at = Отменено
mydata-field-event = Мероприятие
mydata-field-starts-at = Начало
mydata-field-came-at = Отмечены на входе
mydata-field-certificate = Сертификат
mydata-field-rating = Ваша оценка
mydata-field-family = Кого вы взяли с собой
mydata-field-due-at = Когда напомнить
mydata-field-missed-at = Не отправлено, было поздно
mydata-field-size = Размер в байтах

mydata-category-worker = работник
mydata-category-student = студент
mydata-category-pensioner = пенсионер
mydata-mode-member = член профсоюза
mydata-mode-staff = сотрудник
mydata-request-open = ждёт решения
mydata-request-confirmed = подтверждена
mydata-request-declined = отклонена
mydata-request-withdrawn = снята
mydata-side-member = вы
mydata-side-staff = профсоюз
mydata-side-program = программа
mydata-file-photo = фотография
mydata-file-document = документ
mydata-file-voice = голосовое сообщение
mydata-file-video = видео
mydata-file-audio = аудио
mydata-who-command = программа или администратор командой
mydata-who-unknown = без роли
mydata-look-case-seen = открыл обращение
mydata-look-case-refused = хотел открыть обращение, доступа не получил
mydata-look-card-sent = получил карточку обращения
mydata-look-request-seen = открыл просьбу подтвердить вас
mydata-look-request-refused = хотел открыть вашу просьбу, доступа не получил
mydata-look-mydata-exported = подготовил этот файл
mydata-look-other = другое действие с вашими данными

mydata-event-submitted = вопрос отправлен
mydata-event-taken = вопрос взят в работу
mydata-event-answered = дан ответ
mydata-event-asked-back = задан уточняющий вопрос
mydata-event-replied = написано ещё
mydata-event-reopened = вопрос открыт снова
mydata-event-edited = текст исправлен
mydata-event-withdrawn = вопрос отозван
mydata-event-handed-over = передан другому юристу
mydata-event-returned = возвращён в очередь
mydata-event-lease-ended = возвращён в очередь по сроку
mydata-event-promise-missed = обещанный день прошёл
mydata-event-marked = отмечен итог
mydata-event-closed = закрыт
mydata-notice-registered = вас узнали
mydata-notice-confirmed = вас подтвердили
mydata-notice-declined = вас не подтвердили
mydata-notice-unbound = другой чат стал вашим
mydata-notice-roles = ваши права изменились
mydata-notice-news-consent = вопрос о новостях
mydata-notice-question-accepted = вопрос принят
mydata-notice-promise-moved = новый день ответа
mydata-notice-answer = ответ юриста
mydata-notice-clarify = уточняющий вопрос юриста
mydata-notice-paper = файл
mydata-notice-late-items = фотографии добавлены
mydata-notice-mydata-html = файл с вашими данными
mydata-notice-mydata-json = файл с вашими данными для программ
mydata-notice-question-card = карточка вопроса
mydata-notice-request = карточка просьбы
mydata-delivery-queued = ждёт отправки
mydata-delivery-sent = отправлено
mydata-delivery-blocked = бот закрыт вами
mydata-delivery-failed = не доставлено
mydata-delivery-missed = уже не нужно
mydata-deed-bound = вас нашли в реестре
mydata-deed-tries-used-up = попытки войти кончились
mydata-deed-data-wrong = вы сообщили об ошибке в данных
mydata-deed-case-seen = вы открыли обращение
mydata-deed-case-refused = доступа к обращению не было
mydata-deed-request-seen = вы открыли просьбу
mydata-deed-card-sent = вам показана карточка
mydata-deed-mydata-exported = вы получили файл со своими данными
mydata-event-helped = вы отметили, что помогло
mydata-event-not-helped = вы отметили, что не помогло
mydata-about-case = обращение
mydata-about-member = человек в реестре
mydata-about-account = учётная запись
mydata-about-request = просьба подтвердить
