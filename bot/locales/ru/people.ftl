people-main = <b>Члены профсоюза</b>
    { $count ->
        [0] Никто не ждёт подтверждения.
        [one] Ждёт { $count } человек.
        [few] Ждут { $count } человека.
       *[many] Ждут { $count } человек.
    }

    Чтобы найти человека, напишите фамилию или номер билета.
button-waiting = Ждут подтверждения: { $count }
button-open-person = Открыть карточку
button-find-person = Найти человека
button-organisations = Организации
button-roles = Роли
button-earlier = Предыдущие
button-later = Следующие

people-find = <b>Кого найти?</b>
    Напишите фамилию, можно с именем, или номер билета.

    { $asked ->
        [0] { NOTHING() }
       *[1] { $count ->
            [0] Среди тех, кого вы можете видеть, такого нет. Проверьте фамилию или номер билета.
            [one] Нашёлся { $count } человек.
            [few] Нашлись { $count } человека.
           *[many] Нашлось { $count } человек.
        }
    }
    { $more ->
        [0] { NOTHING() }
       *[1] Здесь могут быть не все: допишите имя и отчество.
    }
people-find-expected = Нужна фамилия или номер билета, например: Петрова Анна.
people-card = <b>{ $name }</b>
    { $place }
    Билет { $card } · { $status } · { $category }
    { $born }
    { $phones }
    { $bound ->
        [1] В боте с { DATE($since) }
       *[0] С ботом не связан
    }
    { $roles }
    { $transfer }
    { $cases }
people-born = Дата рождения: { $born }
people-phones = Телефон: { $phones }
people-cases = Обращений в работе: { $count }
category-worker = работник
category-student = студент
category-pensioner = пенсионер
people-role-line = Роль: { $role }, { $place }, с { DATE($since) } { $limited ->
        [1] по { DATE($until) }
       *[0] { NOTHING() }
    }
people-transfer-line = С { DATE($day) } переходит: { $place }
role-staff = специалист
role-treasurer = казначей
role-chair = председатель
role-editor = редактор
role-admin = администратор

button-invite = Привязать новый Telegram
button-unbind = Отвязать Telegram
button-transfer = Перевести в другую организацию
button-no-transfer = Отменить перевод
button-history = История
button-make-code = Сделать ссылку
button-do-transfer = Перевести

people-history = <b>История</b>
    { $count ->
        [0] Пока ничего не менялось.
       *[other] { $lines }
    }
history-line = { MOMENT($at, day: 1) } · { $what } { $named ->
        [1] · { $who }
       *[0] { NOTHING() }
    }
history-confirmed = подтверждён
history-bound = Telegram привязан
history-unbound = Telegram отвязан
history-invited = сделана ссылка для нового Telegram
history-data-wrong = сообщено об ошибке в данных
history-tries-used-up = много неверных попыток входа
history-granted = дана роль: { $role }
history-revoked = снята роль: { $role }
history-transferred = переведён: { $place }
history-transfer-planned = намечен перевод: { $place }
history-transfer-cancelled = перевод отменён: { $place }

people-unbind = <b>Отвязать Telegram: { $name }?</b>
    Этот Telegram сразу перестанет видеть обращения и получит об этом сообщение. Обращения сохранятся: человек увидит их, когда вы привяжете его новый Telegram.
people-invite = <b>Новый Telegram: { $name }</b>
    Я сделаю ссылку. Кто первым откроет её, получит доступ этого человека, а прежний Telegram его потеряет. Передавайте ссылку только лично: она действует сутки и один раз.
people-invitation = Ссылка для входа в бот профсоюза: { $link }
    Если ссылка не открывается, отправьте боту: <code>{ $code }</code>
    Действует один раз, до { MOMENT($until, day: 1) }.
people-invitation-over = Эта ссылка уже использована или устарела. Попросите в своей организации новую. Меню откроет /start.
people-telegram-taken = Этот Telegram уже связан с другим членом профсоюза. Откройте ссылку из своего Telegram.
people-nobody-bound = У этого человека нет привязанного Telegram: отвязывать нечего.
people-own = О себе решить нельзя: попросите об этом вышестоящую организацию.

people-place = <b>В какую организацию перевести?</b>
    { $asked ->
        [0] Напишите часть названия, например: школа 7 Барнаул.
       *[1] { $count ->
            [0] Организации «{ $sought }» не нашёл. Напишите название иначе.
           *[other] Выберите или напишите название иначе.
        }
    }
    { $more ->
        [1] Здесь не все: допишите город или район.
       *[0] { NOTHING() }
    }
people-day = <b>С какого дня?</b>
    { $name } переходит: { $place }.
    Напишите дату, например { DATE($example) } или { $numbers }.
people-day-expected = Нужна дата не раньше сегодняшней и не дальше года, например { DATE($example) } или { $numbers }.
people-bad-day = Этот день не подходит: нужна дата не раньше сегодняшней и не дальше года.
people-transfer = <b>Проверьте перевод</b>
    { $name }
    Сейчас: { $left }
    С { DATE($day) }: { $place }

    Уже поданные обращения останутся там, где поданы. Человек и обе организации получат сообщение.
people-cancel-transfer = <b>Отменить перевод?</b>
    { $name } останется: { $place }. Все, кому сообщали о переводе, узнают об отмене.
people-transferred = Перевод сделан.
    { $place }
people-transfer-planned = Записал. День перевода: { DAY($day) }. До него перевод можно отменить.
    { $place }
people-already-there = Человек уже в этой организации. Выберите другую.
people-place-closed = Эта организация закрыта. Выберите другую.
notice-unlinked = Этот Telegram больше не связан с профсоюзным билетом: его отвязали в вашей организации. Если вы об этом не просили, позвоните: { $contact }
notice-transfer-done = С { DATE($day) } вы в организации: { $place }. Уже поданные обращения остаются там, где поданы.
notice-transfer-planned = С { DATE($day) } вы перейдёте в организацию: { $place }. Если это ошибка, скажите председателю до этого дня.
notice-transfer-cancelled = Ваш переход отменён: { $place }. Вы остаётесь в прежней организации.
notice-transfer-done-officer = <b>{ $name }</b> с { DATE($day) }: { $place }. Раньше: { $left }.
notice-transfer-planned-officer = <b>{ $name }</b> с { DATE($day) } перейдёт: { $place }. Сейчас: { $left }.
notice-transfer-cancelled-officer = <b>{ $name }</b>: переход отменён ({ $place }). Остаётся: { $left }.

organisations-tops = <b>Организации</b>
    Выберите, с какой начать.
organisations-one = <b>{ $place }</b>
    Членов профсоюза: { $own }
    { $below ->
        [0] { NOTHING() }
       *[other] Вместе с нижестоящими: { $all }
    }
button-organisation-people = Список людей
button-rename = Переименовать
button-merge = Присоединить
button-close = Закрыть организацию
organisations-people = <b>{ $place }</b>
    Членов профсоюза: { $count }
organisations-rename = <b>Новое название?</b>
    Сейчас: { $place }
    Реестр может и дальше называть её по-старому: я пойму.
organisations-bad-name = Нужно название словами, до 300 знаков, например: школа № 7.
organisations-name-taken = Организация с таким названием здесь уже есть. Напишите другое или объедините их кнопкой «Присоединить».
organisations-renamed = Переименовал.
organisations-merge = <b>К какой организации присоединить?</b>
    { $asked ->
        [0] Напишите часть её названия, например: школа 7 Барнаул.
       *[1] { $count ->
            [0] Организации «{ $sought }» не нашёл. Напишите название иначе.
           *[other] Выберите или напишите название иначе.
        }
    }
    { $more ->
        [1] Здесь не все: допишите город или район.
       *[0] { NOTHING() }
    }
organisations-merge-sure = <b>Присоединить?</b>
    { $place } войдёт в состав: { $into }.
    Перейдут люди ({ $all }), просьбы, роли и нижестоящие организации. История сохранится. Название закроется, но реестр с ним я пойму. Разъединить потом нельзя.
organisations-merged = Присоединил. Люди, просьбы и роли теперь здесь.
organisations-close = <b>Закрыть: { $place }?</b>
    В ней никого нет. Роли в ней закончатся, история останется. Если реестр снова назовёт её, она откроется.
organisations-closed = Закрыл.
organisations-not-empty = В этой организации ещё есть люди или нижестоящие организации. Сначала переведите их или присоедините её к другой.
organisations-already-closed = Эта организация уже закрыта.
organisations-cannot-merge = Организацию нельзя присоединить к ней самой и к тому, что в неё входит. Выберите другую.
notice-organisation-merged = Организация «{ $name }» вошла в состав: { $into }. Ваши роли действуют там же.
notice-org-joined = <b>Организация «{ $name }» вошла в состав другой.</b>
    Теперь ваша организация: { $place }.
    { $count ->
        [0] { NOTHING() }
        [1] Председатель: { $chairs }.
       *[other] Председатели: { $chairs }.
    }
    Делать ничего не нужно: вы остаётесь в профсоюзе, обращения и записи на мероприятия сохранились. Если есть вопросы, позвоните: { $contact }

roles-all = <b>Роли</b>
    { $name }
    { $count ->
        [0] Ролей пока нет.
       *[other] Нажмите на роль, чтобы снять её.
    }
    { $of_one ->
        [0] Чтобы дать роль, найдите человека и откройте его карточку.
       *[1] { NOTHING() }
    }
button-give-role = Дать роль
button-take-role = Снять роль
button-no-end = Без срока
roles-one = <b>{ $holder }</b>
    { $role }, { $place }
    С { DATE($since) } { $limited ->
        [1] по { DATE($until) }
       *[0] { NOTHING() }
    }

    Если снять, разделы и карточки этой роли закроются сразу, человек получит сообщение.
roles-role = <b>Какую роль дать?</b>
roles-organisation = <b>В какой организации?</b>
    Роль действует в ней и во всех нижестоящих.
    { $asked ->
        [0] Выберите или напишите часть названия, например: школа 7 Барнаул.
       *[1] { $count ->
            [0] Организации «{ $sought }» не нашёл. Напишите название иначе.
           *[other] Выберите или напишите название иначе.
        }
    }
    { $more ->
        [1] Здесь не все: допишите город или район.
       *[0] { NOTHING() }
    }
roles-since = <b>С какого дня?</b>
    Напишите дату, например { DATE($example) } или { $numbers }.
roles-until = <b>По какой день?</b>
    Это последний день роли. Напишите дату, например { DATE($example) } или { $numbers }.
roles-day-expected = Нужна дата не раньше, чем { DATE($example) }, например { $numbers }.
roles-sure = <b>Проверьте</b>
    { $holder }
    { $role }, { $place }
    С { DATE($since) } { $limited ->
        [1] по { DATE($until) }
       *[0] без срока
    }

    Человек получит сообщение и новые разделы в первый день роли.
roles-given = Роль дана, действует с { DATE($since) }.
roles-taken = Роль снята.
roles-held = У человека уже есть такая роль в этой организации на эти дни.
roles-ended = Эта роль уже закончилась.
roles-own-admin = Снять роль администратора с себя нельзя: попросите другого администратора.
roles-bad-days = Эти дни не подходят: роль начинается не раньше сегодняшнего дня и заканчивается не раньше начала.
