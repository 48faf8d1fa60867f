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
        [one] • { $cases } обращение с перепиской и перечнем файлов
        [few] • { $cases } обращения с перепиской и перечнем файлов
       *[many] • { $cases } обращений с перепиской и перечнем файлов
    }
    • журнал: кто и когда открывал ваши данные

    Всё это придёт файлом, если нажмёте «Получить файл». Фотографии и документы, которые вы присылали, остались у вас в этом чате.
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
        [1] до { DATE($until, year: 1) }
       *[0] на время вашего членства в профсоюзе и ещё { $term } после него
    }. { $why }
mydata-kept-cases = • Вопрос { $what } до { DATE($until, year: 1) }. { $why }
mydata-kept-cases-more = • Ещё вопросы, { $what }: последний до { DATE($until, year: 1) }.
mydata-kept-money = • Заявление { $what } до { DATE($until, year: 1) }. { $why }
mydata-kept-money-more = • Ещё заявления, { $what }: последнее до { DATE($until, year: 1) }.
mydata-kept-consents = • Запись о согласиях, без имени, до { DATE($until, year: 1) }. { $why }
mydata-kept-journal = • Журнал, без имени, до { DATE($until, year: 1) }. { $why }
mydata-kept-events = • Запись на мероприятие { $what } до { DATE($until, year: 1) }. { $why }
mydata-kept-events-more = • Ещё записи на мероприятия, { $what }: последняя до { DATE($until, year: 1) }.
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
mydata-part-absences = Отсутствия и отпуск сотрудника
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
mydata-field-kept-until = Хранится до
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
mydata-field-told = Ответы на вопросы службы
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
mydata-status-draft = черновик
mydata-status-queued = в очереди
mydata-status-taken = в работе
mydata-status-waiting = ждёт вашего ответа
mydata-status-answered = есть ответ
mydata-status-closed = закрыто
mydata-status-withdrawn = отозвано
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
mydata-file-video_note = видеосообщение
mydata-file-audio = аудио
mydata-who-command = программа или администратор командой
mydata-who-unknown = без роли
mydata-look-case-seen = открыл обращение
mydata-look-case-refused = хотел открыть обращение, доступа не получил
mydata-look-card-sent = получил карточку обращения
mydata-look-request-seen = открыл просьбу подтвердить вас
mydata-look-request-refused = хотел открыть вашу просьбу, доступа не получил
mydata-look-mydata-exported = подготовил этот файл
mydata-look-request-confirmed = подтвердил вашу просьбу
mydata-look-request-declined = не подтвердил вашу просьбу
mydata-look-member-seen = открыл вашу карточку
mydata-look-member-refused = искал вашу карточку, доступа не получил
mydata-look-confirmed = подтвердил вас лично
mydata-look-bound = Telegram связан с вашим билетом
mydata-look-unbound = отвязал ваш Telegram
mydata-look-invited = сделал ссылку для вашего нового Telegram
mydata-look-transfer = перевёл вас в другую организацию
mydata-look-transfer-cancelled = отменил ваш перевод
mydata-look-granted = дал вам роль
mydata-look-revoked = снял с вас роль
mydata-look-other = другое действие с вашими данными

mydata-event-submitted = отправлено
mydata-event-taken = вопрос взят в работу
mydata-event-answered = дан ответ
mydata-event-asked-back = задан уточняющий вопрос
mydata-event-replied = написано ещё
mydata-event-reopened = вопрос открыт снова
mydata-event-edited = текст исправлен
mydata-event-withdrawn = отозвано
mydata-event-handed-over = передано другому сотруднику
mydata-event-assigned = назначено, кто отвечает
mydata-event-role-ended = возвращён в очередь
mydata-event-other = служебная запись
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
mydata-notice-answer = ответ на ваш вопрос
mydata-notice-clarify = уточняющий вопрос
mydata-notice-paper = файл
mydata-notice-papers = файлы
mydata-notice-late-items = фотографии добавлены
mydata-notice-mydata-html = файл с вашими данными
mydata-notice-mydata-json = файл с вашими данными для программ
mydata-notice-question-card = карточка вопроса
mydata-notice-request = карточка просьбы
mydata-notice-reply-accepted = дополнение принято
mydata-notice-rated-helped = ответ на вашу оценку
mydata-notice-rated-not-helped = ответ на вашу оценку
mydata-notice-unlinked = Telegram отвязан
mydata-notice-transfer-done = перевод в другую организацию
mydata-notice-transfer-planned = намечен перевод
mydata-notice-transfer-cancelled = перевод отменён
mydata-notice-organisation-merged = организация вошла в состав другой
mydata-notice-org-joined = ваша организация вошла в состав другой
mydata-notice-break = перерыв в работе бота
mydata-notice-break-lost = перерыв в работе бота
mydata-notice-other = служебное сообщение
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
mydata-deed-member-seen = вы открыли карточку человека
mydata-deed-members-listed = вы открыли список людей
mydata-deed-report-seen = вы открыли отчёт
mydata-deed-report-exported = вы получили таблицу отчёта
mydata-deed-other = другое действие по работе
mydata-deed-mydata-exported = вы получили файл со своими данными
mydata-event-helped = вы отметили, что помогло
mydata-event-not-helped = вы отметили, что не помогло
mydata-about-case = обращение
mydata-about-member = человек в реестре
mydata-about-account = учётная запись
mydata-about-request = просьба подтвердить
mydata-field-amount = Сумма
mydata-field-event-on = День события
mydata-field-wanted = Какой документ ждут
mydata-field-ground = Основание
mydata-field-noted = Принято на бумаге
mydata-field-decisions = Решения
mydata-field-decision = Решение
mydata-field-protocol = Номер протокола
mydata-field-protocol-on = Дата протокола
mydata-field-payments = Выплаты
mydata-field-paid-on = Когда выплачено
mydata-field-returned-on = Когда вернулось
mydata-field-reason = Причина
mydata-event-approved = одобрено
mydata-event-refused = отказано
mydata-event-decision-changed = решение изменено
mydata-event-proposed = передано выше с предложением суммы
mydata-event-passed-on = передано выше
mydata-event-asked-paper = попросили документ
mydata-event-signed = прислано подписанное заявление
mydata-event-supplied = прислан документ
mydata-event-paper-noted = отмечен документ на бумаге
mydata-event-paper-unnoted = снята отметка о документе
mydata-event-recused = сотрудник отказался решать: родственник
mydata-event-appealed = подано обращение выше
mydata-event-paid = выплачено
mydata-event-payment-returned = выплата вернулась
mydata-event-filed-for = подано за вас
mydata-about-organisation = организация
mydata-about-other = служебная запись
mydata-status-review = на рассмотрении
mydata-status-approved = одобрено
mydata-status-paid = выплачено
mydata-status-refused = отказано
