menu-events = 📅 Мероприятия

event-zone = { city-name }, UTC{ $offset }
event-span = { $same ->
        [1] { DAY($start) }, { TIME($start) }–{ TIME($end) }
       *[0] { DAY($start) }, { TIME($start) } – { DAY($end) }, { TIME($end) }
    }
event-moment = { DATE($at) }, { TIME($at) } ({ $zone })
event-when = <b>{ $span }</b> ({ $zone })
event-when-there = { $own }
    На месте: { $span } ({ $zone })
event-no-time = время ещё не назначено
event-session = • { $span }{ $titled ->
        [1] : { $title }
       *[0] { "" }
    }
event-programme = Программа:
    { $lines }
event-place = Место: { $place }
event-places = { $free ->
        [0] Мест { $capacity }, { $kept ->
            [0] все заняты
           *[other] для вас свободных пока нет: { $kept } { $dated ->
                [1] до { $until }
               *[0] { "" }
            } держат для других организаций
        }. Можно встать в лист ожидания{ $waiting ->
            [0] { "" }
           *[other] , там сейчас { $waiting }
        }.
       *[other] Мест { $capacity }, свободно { $free }.
    }
event-closes = Запись до { $at }
event-cancel-until = Отменить запись можно до { $at }
event-contact = Вопросы: { $contact }
event-crossing = В это же время у вас «{ $title }»: { $when }

event-card = <b>{ $title }</b>
    { $standing }

    { $when }
    { $place }

    { $text }

    { $programme }
    { $places }
    { $closes }
    { $contact }
    { $warning }
    { $rubric }
event-card-gone = Этого мероприятия больше нет, или оно не для вас. Открытые для вас: 📅 Мероприятия.
event-standing-off = <b>Мероприятие отменено.</b>
event-standing-over = Мероприятие прошло.
event-standing-confirmed = { $came ->
        [1] Вы были · { $number }
       *[0] Вы записаны · { $number }{ $places ->
            [1] { "" }
           *[other] , мест { $places }
        }
    }
event-standing-waiting = { $begun ->
        [1] Вы ждали места, но оно не освободилось · { $number }
       *[0] Вы в листе ожидания, место { $place } · { $number }
    }
event-standing-offered = Для вас освободилось место, ответьте до { $until } · { $number }
event-standing-cancelled = Ваша запись отменена.
event-standing-expired = Предложение места истекло. Если хотите прийти, запишитесь снова.

button-event-join = Записаться
button-event-cancel = Отменить запись
button-event-open = Подробнее
button-event-pass = Код для входа
button-event-renew = Новый код
button-event-ics = В календарь
button-event-map = На карте
button-event-family = Взять с собой семью
button-event-nominate = Выдвинуть участников
button-event-door = Отметить пришедших
button-event-certificate = Сертификат
button-event-coming = Приду
button-event-notcoming = Не приду
button-event-list = К списку мероприятий
button-event-link = Ссылка

event-toast-confirmed = Вы записаны.
event-toast-waiting = Вы в листе ожидания.
event-toast-cancelled = Запись отменена.
event-toast-coming = Спасибо, ждём вас.

notice-event-joined = <b>Вы записаны: { $title }</b>
    Номер записи { $number }.

    { $when }
    { $place }

    { $reminders ->
        [2] Напомню за сутки и за два часа.
        [1] Напомню за два часа.
       *[0] { NOTHING() }
    }
    { $warning }
notice-event-waiting = <b>Все места заняты. Вы в листе ожидания, место { $position }.</b>
    { $title } · { $number }

    { $when }
    { $place }

    Если место освободится, напишу сюда и скажу, до какого времени ответить.
notice-event-left = <b>Запись отменена: { $title }</b>

    { $when }
    { $place }

    Если нажали случайно, запишитесь снова.
notice-event-offer = <b>Освободилось место: { $title }</b>
    Оно ваше, если нажмёте «Записаться» до { $until }. Потом предложу его следующему.

    { $when }
    { $place }
    { $number }
notice-event-offer-over = { $taken ->
        [1] Место ваше: { $title }
       *[0] Это предложение места уже не действует: { $title }
    }
    { $when }
    { $place }
notice-event-offer-expired = <b>Предложение места истекло: { $title }</b>
    { $begun ->
        [1] Вы не ответили вовремя, а мероприятие уже началось.
       *[0] Вы не ответили вовремя, и место предложено следующему. Если всё же хотите прийти, запишитесь снова.
    }
    { $when }
notice-event-no-place = <b>Место не освободилось: { $title }</b>
    { $when }
    { $place }

    Мероприятие начинается, а из записанных никто не отказался. Спасибо, что ждали. Другие мероприятия с открытой записью есть в списке.
notice-event-struck-off = <b>Ваша запись снята: { $title }</b>
    { $when }
    { $place }

    По реестру вы больше не состоите в профсоюзе, а мероприятие для его членов. Если это ошибка, позвоните: { $contact }. Когда вас восстановят, записаться можно будет снова.
notice-event-day = <b>Напоминаю: { $title }</b>
    { $when }
    { $place }

    Вы всё ещё придёте? Если нет, место достанется тому, кто ждёт.
notice-event-soon = <b>Скоро начало: { $title }</b>
    { $when }
    { $place }
notice-event-feedback = <b>Как прошло: { $title }?</b>
    Оцените от 1 до 5. Пять: очень хорошо.
notice-event-announced = <b>{ $title }</b>
    { $when }
    { $place }

    Открыта запись.
notice-event-nominated = <b>Вас выдвинули: { $title }</b>
    { $when }
    { $place }

    Чтобы занять место, нажмите «Записаться».
notice-event-changed = <b>Изменилось: { $title }</b>
    { $field }
    { $compared ->
        [1] Было: { $was }
       *[0] Подробности в карточке мероприятия.
    }
    { $compared ->
        [1] Стало: { $now }
       *[0] { NOTHING() }
    }
notice-event-off = <b>Мероприятие отменено: { $title }</b>
    { $why }
    { $when }
    { $place }

    Приходить не нужно. { $contact }
event-off-why = Причина: { $why }
notice-event-said = <b>{ $title }</b>
    { $words }
notice-event-helper = <b>Вас попросили помочь на входе: { $title }</b>
    { $when }
    { $place }

    Участник показывает QR-код: наведите на него камеру телефона и откройте ссылку. Если камера не берёт, нажмите кнопку ниже и введите шесть цифр.
notice-event-missed = <b>Напоминание не отправлено: { $title }</b>
    Оно должно было уйти { $due }, но программа не работала, а теперь мероприятие уже началось.
notice-event-offers-missed = <b>Место осталось свободным: { $title }</b>
    Предложение места истекло { $due }, но программа не работала. Предложить его следующему я не успел, мероприятие уже началось. { $waiting ->
        [one] Ждал { $waiting } человек.
        [few] Ждали { $waiting } человека.
       *[many] Ждали { $waiting } человек.
    }

event-question = <b>{ $title }</b>
    Вопрос { $number } из { $count }. { $question }
    { $kind ->
        [number] Ответьте числом.
        [file] Пришлите файл или фотографию.
        [text] Напишите ответ сообщением.
       *[other] Выберите ответ.
    }
event-number-expected = Нужно число цифрами, например 50.
event-file-expected = Здесь нужен файл или фотография.
event-family = <b>{ $title }</b>
    { $count ->
        [0] Напишите имя и фамилию того, кто придёт с вами. Скажите ему, что записали его. Каждый занимает одно место, всего можно { $limit }.
       *[other] С вами придут:
    }
    { $names }
    { $count ->
        [0] { NOTHING() }
       *[other] Чтобы добавить ещё кого-то, напишите имя и фамилию.
    }
event-companion = • { $name }
button-leave-behind = Не придёт: { $name }
event-feedback = <b>{ $title }</b>
    Ваша оценка: { $rating }. Спасибо.
    Что понравилось, что исправить? Напишите сообщением или нажмите «Пропустить». Организатор увидит слова без вашего имени.
event-feedback-thanks = Спасибо, передал организатору.

event-pass = <b>Код для входа: { $title }</b>
    Покажите QR-код на входе. Если камера не берёт, назовите цифры: <b>{ $digits }</b>
    Код действует до { $until }.
event-own-pass = Это ваш код для входа. Покажите его тому, кто встречает гостей.
event-pass-over = Этот код больше не действует. Попросите участника нажать «Новый код».
event-no-such-digits = Такого кода сейчас нет. Проверьте цифры или попросите участника нажать «Новый код».
event-entered = { $before ->
        [1] <b>Уже отмечен в { MOMENT($at) }: { $name }</b>
       *[0] <b>Отмечен в { MOMENT($at) }: { $name }</b>
    }
    { $number }
    { $brought }
event-entered-with = С собой: { $names }
event-door = <b>{ $title }</b>
    Пришли { $came } из { $count }.{ $briefly ->
        [1] { " " }Кто следующий?
       *[0] { "" }
    }

    { $briefly ->
        [1] { NOTHING() }
       *[0] Наведите камеру телефона на QR-код участника или напишите сюда его шесть цифр.
    }
    { $briefly ->
        [1] { NOTHING() }
       *[0] Отмечали на бумаге? Пришлите номера строк одним сообщением, через пробел или запятую: 3, 7, 12
    }
event-digits-expected = Нужны шесть цифр участника или номера строк списка, например 3, 7, 12.
event-list-entered = { $new ->
        [0] Новых отметок нет.
        [one] Отмечен { $new } участник: { $names }
        [few] Отмечены { $new } участника: { $names }
       *[many] Отмечены { $new } участников: { $names }
    }
    { $repeated ->
        [0] { NOTHING() }
       *[other] Были отмечены раньше: { $before }
    }
    { $lost ->
        [0] { NOTHING() }
       *[other] Не нашёл среди записанных: { $unknown }
    }
event-ics = «{ $title }» для календаря. Откройте файл на телефоне, время пересчитается само.

event-members-only = Записаться могут те, кто сейчас состоит в профсоюзе. /help подскажет, к кому обратиться.
event-not-for-you = Нет доступа: этого мероприятия я вам показать не могу. Если это ошибка, позвоните: { $contact }
event-closed = Запись уже закрыта.
event-is-cancelled = Это мероприятие отменено.
event-offer-over = Время ответа прошло, место предложено следующему. Можно записаться снова, когда карточка обновится.
event-cancel-too-late = Отменить запись самому уже нельзя. Сообщите организатору{ $named ->
        [1] : { $organiser }
       *[0] { "" }
    }.
event-not-on-list = Вас нет в списке этого мероприятия. Откройте 📅 Мероприятия.
event-no-room = Столько свободных мест уже нет.
event-enough-companions = С собой можно взять не больше { $limit }.
event-not-ready = Сначала назовите время и место. Время должно быть впереди.
event-published-already = Мероприятие уже опубликовано, это поменять нельзя. Создайте такое же и отмените это.
event-too-few-places = Места уже есть у { $held }: меньше поставить нельзя.
event-quotas-too-big = Квоты вместе больше числа мест. Сначала увеличьте число мест.
event-enough-questions = Вопросов может быть не больше { $limit }.
event-certificate-not-yet = Сертификат выдаётся после мероприятия тем, кого отметили на входе.

event-certificate-title = СЕРТИФИКАТ
event-certificate-that = подтверждает, что
event-certificate-took-part = принял(а) участие в мероприятии
event-certificate-number = № { $number }. Проверить: наведите камеру на код или откройте бота, «Мероприятия», «Проверить сертификат».
event-certificate-caption = Сертификат { $number }. По номеру его может проверить любой: 📅 Мероприятия, «Проверить сертификат».
event-certificate-check = <b>Проверить сертификат</b>
    Напишите его номер, например СВ-2026-000001-123456.
event-certificate-true = Сертификат { $number } настоящий.
    { $name }
    «{ $title }», { DATE($day) }
event-certificate-unknown = Сертификата с таким номером нет. Проверьте все цифры, их шестнадцать.

events-all = <b>Мероприятия</b>
    { $chosen ->
        [1] { $what }
       *[0] { NOTHING() }
    }
    { $count ->
        [0] { $mine ->
            [1] Вы пока никуда не записаны.
           *[0] Пока ничего нет. О новых скажу, если вы согласились на новости: 🪪 Профиль, «Согласия».
        }
       *[other] { $mine ->
            [1] Сначала ближайшие. Нажмите, чтобы открыть.
           *[0] Выберите, чтобы прочитать и записаться.
        }
    }
events-mine = Мои записи
events-month = { $month ->
    [1] Январь
    [2] Февраль
    [3] Март
    [4] Апрель
    [5] Май
    [6] Июнь
    [7] Июль
    [8] Август
    [9] Сентябрь
    [10] Октябрь
    [11] Ноябрь
   *[12] Декабрь
}
events-month-line = { events-month } · { $count }
events-by-month = Какой месяц?
events-by-rubric = Какая тема?
event-line = { $dated ->
        [1] { DATE($day) } · { $title }
       *[0] { $title }
    }
button-events-months = По месяцам
button-events-rubrics = По темам
button-events-mine = Мои записи
button-events-all = Все
button-check-certificate = Проверить сертификат
event-case-line = { $number } · { $title }

event-listed-confirmed = есть место
event-listed-waiting = ждёт
event-listed-offered = предложено место
event-listed-cancelled = запись отменена
event-listed-expired = не ответил на предложение
event-role-helper = помощник на входе
event-role-invitee = приглашён или выдвинут
event-role-organiser = организатор

event-column-line = №
event-column-name = Фамилия, имя, отчество
event-column-place = Организация
event-column-position = Должность
event-column-phone = Телефон
event-column-number = Номер записи
event-column-standing = Состояние
event-column-registered = Записан
event-column-came = Пришёл
event-column-companions = С собой
event-group-confirmed = Записаны
event-group-waiting = Ждут
event-group-came = Пришли
event-group-absent = Не пришли

event-field-title = Название
event-field-text = Описание
event-field-when = Время
event-field-place = Место
event-field-point = Точка на карте
event-field-picture = Картинка
event-field-capacity = Число мест
event-field-audience = Кто может прийти
event-field-quotas = Квоты
event-field-questions = Вопросы участникам
event-field-family = Семья
event-field-closes = Срок записи
event-field-cancel_until = Срок отмены записи
event-field-contact = Контакт
event-field-rubric = Тема

event-audience-all = все члены профсоюза
event-audience-category = категория «{ $category }»
event-audience-organisation = { $place } и все ниже
event-audience-nominated = кого выдвинут председатели
event-audience-invited = у кого есть ссылка-приглашение
event-answer-choice = выбор из вариантов
event-answer-text = текст
event-answer-number = число
event-answer-yesno = да или нет
event-answer-file = файл

event-sent-file = { $name }
    { $question }
event-feedback-head = Средняя { $average }, ответов { $count }
event-feedback-caption = <b>{ $title }</b>
    Средняя оценка { $average }, ответов { $count }. Что написали, дальше, без имён.
event-feedback-text = «{ $text }»
event-feedback-few = Ответов { $count }. Оценки покажу, когда ответят не меньше { $fewest }: иначе видно, кто что поставил.

organise-main = <b>Мероприятия вашей организации</b>
    { $count ->
        [0] Впереди ничего нет.
       *[other] Впереди и черновики: { $count }
    }
organise-past = <b>Прошедшие</b>
    { $count ->
        [0] Пока ни одного.
       *[other] Всего { $count }
    }
organise-line = { $stage ->
        [draft] Черновик · { $title }
        [cancelled] Отменено · { $title }
       *[published] { $dated ->
            [1] { DATE($day) } · { $title }
           *[0] { $title }
        }
    }
organise-one = <b>{ $title }</b>
    { $stage ->
        [draft] Черновик: его видите только вы и коллеги.
        [cancelled] Отменено.
       *[published] { $over ->
            [1] Прошло. Пришли { $came }, оценили { $rated }.
           *[0] Опубликовано. Есть место у { $confirmed }{ $capacity ->
                [0] { "" }
               *[other] { " " }из { $capacity }
            }, предложено { $offered }, ждут { $waiting }, пришли { $came }.
        }
    }

    { $when }
    { $programme }
    { $place }
    { $capacity ->
        [0] Мест: без ограничения
       *[other] Мест: { $capacity }
    }
    { $quotas }
    Кто может прийти: { $audience }{ $named ->
        [0] { "" }
       *[other] , названо { $named }
    }
    { $asked ->
        [0] { NOTHING() }
       *[other] Вопросов участникам: { $asked }
    }
    { $closes }
    { $cancel }
    { $incomplete ->
        [1] Не хватает: { $lacking }. Нажмите «Изменить».
       *[0] { NOTHING() }
    }
    { $ready ->
        [1] Картинка, точка на карте, квоты, вопросы участникам: «Изменить», «Ещё настройки».
       *[0] { NOTHING() }
    }
organise-quotas = Квоты: { $lines }{ $over ->
        [1] { " " }(уже общие)
       *[0] { $dated ->
            [1] ; свободные станут общими { $until }
           *[0] { "" }
        }
    }
organise-quota-line = • { $name }: { $places }
organise-question-line = { $number }. { $text } ({ $kind })
organise-published = { $announced ->
        [1] Опубликовано. Тем, для кого оно, сообщаю: спящим утром.
       *[0] Опубликовано: оно уже в разделе «Мероприятия» у тех, для кого оно.
    }
organise-link = { $invited ->
        [1] Ссылка-приглашение: записаться сможет каждый член профсоюза, у кого она есть.
       *[0] Ссылка на мероприятие, её можно переслать.
    }
    { $link }
    Если ссылка не открывается, напишите боту: <code>{ $code }</code>
organise-people = <b>{ $title }</b>
    Есть место у { $confirmed }, предложено { $offered }, ждут { $waiting }, пришли { $came }.
organise-helpers = <b>{ $title }</b>
    { $count ->
        [0] Отмечать пришедших можете вы и коллеги из вашей организации. Назначьте помощников: им хватит телефона.
       *[other] Помогают на входе: { $names }
    }
organise-message = <b>{ $title }</b>
    Кому написать?
organise-words = <b>{ $group } · { $count }</b>
    Напишите сообщение. Перед отправкой покажу его ещё раз.
organise-sure = <b>Проверьте перед отправкой</b>
    Кому: { $group } · { $count }
    <blockquote>{ $words }</blockquote>
organise-said = { $count ->
        [one] Отправляю { $count } человеку.
       *[other] Отправляю: { $count }.
    } Тем, у кого нет Telegram, позвоните: телефоны в таблице участников.
organise-off = <b>Отменить: { $title }?</b>
    Все записанные и ждущие сразу получат сообщение. Напишите причину, она будет в нём, или нажмите кнопку.
organise-drop = Удалить черновик «{ $title }»? Вернуть его будет нельзя.
organise-nobody = Пока никого.
organise-no-files = Файлов в ответах пока нет.
organise-table = Участники: { $title }. Не пересылайте файл без нужды: в нём личные данные.
organise-printed = Список для печати: { $title }. Номера отмеченных строк потом пришлите одним сообщением в «Отметить пришедших».
organise-badges = Бейджи: { $title }. Десять на листе, 90 × 55 мм.
organise-certificates = Сертификаты: { $title }, всего { $count }.

button-create-event = Создать мероприятие
button-past-events = Прошедшие
button-publish = Опубликовать
button-publish-announce = Опубликовать и сообщить
button-participants = Участники
button-say-to = Написать участникам
button-helpers = Помощники
button-certificates = Сертификаты
button-feedback = Отзывы
button-preview = Как видит участник
button-edit-event = Изменить
button-copy-event = Создать такое же
button-call-off = Отменить мероприятие
button-call-off-silently = Отменить без объяснений
button-drop-event = Удалить черновик
button-list-table = Таблица
button-printed = Список для печати
button-badges = Бейджи
button-answer-files = Файлы из ответов
button-enter-by-hand = Записать вручную
button-guest = Нет в реестре
button-name-helper = Назначить помощника
button-drop-helpers = Убрать всех помощников
button-clear-days = Начать дни заново
button-no-limit = Без ограничения
button-audience-all = Все члены профсоюза
button-audience-category = Категория
button-audience-organisation = Организация
button-audience-nominated = По выдвижению
button-audience-invited = По приглашению
button-no-picture = Убрать картинку
button-no-point = Убрать точку
button-add-quota = Добавить организацию
button-quota-until = До какого дня держать
button-drop-quotas = Убрать квоты
button-week-before = За неделю до начала
button-no-term = Без срока
button-add-question = Добавить вопрос
button-drop-questions = Убрать все вопросы

organise-title = <b>Как называется мероприятие?</b>
    { $said ->
        [1] Сейчас: { $now }
       *[0] { NOTHING() }
    }
organise-text = <b>О чём оно?</b> Напишите участникам, что будет и что взять с собой.
    { $said ->
        [1] Сейчас:
       *[0] { NOTHING() }
    }
    { $now }
organise-when = <b>Когда?</b> Напишите день и часы, например: 5 декабря 10:00–16:00
    Несколько дней или занятий: по строке на каждое. После точки с запятой можно название: 6 декабря 9:00–12:00; Круглый стол
    Время пишите по часам места: { $zone }.

    { $sessions }

    { $unsaved ->
        [1] Если всё верно, нажмите «Готово».{ $live ->
            [1] { " " }Записанным скажу, что изменилось.
           *[0] { "" }
        }
       *[0] { NOTHING() }
    }
organise-when-expected = Не понял время. Напишите день и часы, например: 5 декабря 10:00–16:00
organise-when-past = Это время уже прошло или слишком далеко. Напишите день впереди, например: 5 декабря 10:00–16:00
organise-zone = <b>По каким часам оно пройдёт?</b>
    Каждый участник увидит время по своим.
organise-place = <b>Где?</b> Адрес, зал или ссылка на трансляцию.
    { $said ->
        [1] Сейчас: { $now }
       *[0] { NOTHING() }
    }
organise-capacity = <b>Сколько мест?</b> Напишите число. Кому не хватит, встанет в лист ожидания.
    { $capacity ->
        [0] { NOTHING() }
       *[other] Сейчас: { $capacity }
    }
organise-audience = <b>Кто может прийти?</b>
    Сейчас: { $audience }
organise-category = Какая категория?
organise-audience-place = { $asked ->
        [1] { $count ->
            [0] Не нашёл «{ $sought }». Напишите иначе, например: школа 7
           *[other] Выберите организацию: прийти смогут её члены и все, кто ниже.{ $more ->
                [1] { " " }Показал первые, уточните название.
               *[0] { "" }
            }
        }
       *[0] Напишите часть названия организации, например: школа 7 Барнаул
    }
organise-more-fields = <b>{ $title }</b>
    Что ещё настроить?
button-more-fields = Ещё настройки
button-event-more = Ещё
organise-more = <b>{ $title }</b>
    Что сделать?
organise-fields = <b>{ $title }</b>
    Что изменить? { $live ->
        [1] О важном записанные узнают сразу.
       *[0] { "" }
    }
organise-picture = <b>Пришлите картинку</b> фотографией. Участник увидит её над карточкой.
    { $has_picture ->
        [1] Сейчас картинка есть.
       *[0] { NOTHING() }
    }
organise-picture-expected = Нужна картинка: пришлите её фотографией.
organise-point = <b>Пришлите точку на карте</b>: скрепка, «Геопозиция», и выберите место.
    С компьютера напишите координаты, как их показывает карта: 53.348, 83.776
    { $has_point ->
        [1] Сейчас точка есть.
       *[0] { NOTHING() }
    }
organise-point-expected = Нужна точка на карте: скрепка, «Геопозиция». Или координаты: 53.348, 83.776
organise-rubric = <b>К какому направлению относится?</b>
    Сейчас: { $rubric }
organise-quotas-of = <b>Квоты организаций</b>
    { $has_quotas ->
        [1] Эти места держатся для них:
       *[0] Пока все места общие.
    }
    { $quotas }
    { $has_quotas ->
        [1] { $quota_dated ->
            [1] Что не займут, станет общим { $quota_until }.
           *[0] До какого дня держать, не сказано: до самого начала.
        }
       *[0] { NOTHING() }
    }
organise-quota-place = { $asked ->
        [1] { $count ->
            [0] Не нашёл «{ $sought }». Напишите иначе, например: Барнаул
           *[other] Для какой организации держать места?{ $more ->
                [1] { " " }Показал первые, уточните название.
               *[0] { "" }
            }
        }
       *[0] Напишите часть названия организации, например: Барнаул
    }
organise-quota-places = Сколько мест держать? Напишите число.
organise-quota-until = <b>До какого дня держать места?</b> Напишите дату, например 1 декабря или 1 декабря 12:00. Потом свободные станут общими.
organise-questions = <b>Вопросы участникам</b>
    { $has_questions ->
        [1] { NOTHING() }
       *[0] Пока ни одного. Можно до десяти: меню, трансфер, размер футболки.
    }
    { $questions }
organise-question-kind = Какой нужен ответ?
organise-question-text = Напишите вопрос.
organise-question-options = Напишите варианты, каждый с новой строки.
organise-options-expected = Нужно от двух до { $most } вариантов, каждый с новой строки и не длиннее { $length } знаков.
organise-family = <b>Можно ли привести семью?</b> Каждый займёт место.
    { $family ->
        [1] Сейчас можно.
       *[0] Сейчас нельзя.
    }
organise-closes = <b>До какого времени открыта запись?</b> Например: 3 декабря 18:00
    { $closing ->
        [1] Сейчас до { $closes }.
       *[0] Сейчас до самого начала.
    }
organise-cancel = <b>До какого времени можно отменить запись?</b> Например: 4 декабря 18:00
    { $cancelling ->
        [1] Сейчас до { $cancel }.
       *[0] Сейчас до самого начала.
    }
organise-contact = <b>К кому обращаться с вопросами?</b> Имя и телефон.
    { $said ->
        [1] Сейчас: { $now }
       *[0] { NOTHING() }
    }
organise-moment-expected = Нужны день и время впереди, например: 3 декабря 18:00
organise-moment-late = Это позже начала. Напишите время раньше.

event-pick = <b>{ $title }</b>
    { $done }
    { $purpose ->
        [nominate] Кого выдвинуть?
        [helper] Кто поможет на входе?
       *[enter] Кого записать?
    } Напишите фамилию или номер билета.
    { $asked ->
        [1] { $count ->
            [0] Никого не нашёл. Проверьте фамилию: здесь только члены ваших организаций.
           *[other] Выберите:
        }
       *[0] { NOTHING() }
    }
event-picked-nominate = Среди выдвинутых: { $name }. Сообщение отправлено.
event-picked-helper = Помощник: { $name }. Сообщение о том, что делать, отправлено.
event-picked-enter = { $name } · { $number }: { $standing }.
event-guest = Напишите фамилию, имя и отчество того, кого нет в реестре.
