consent-services = <b>Здравствуйте. Я помощник вашего профсоюза.</b>
    Здесь можно задать вопрос юристу и видеть, что с ним стало.

    { $short }

    <blockquote expandable>{ $text }</blockquote>
consent-news = <b>Присылать вам новости профсоюза?</b>
    { $short }
    Передумать можно в любой день: 🪪 Профиль, «Согласия».
consent-full = <blockquote expandable>{ $text }</blockquote>
consent-kept = Согласие уже записано.
consent-refused = Хорошо. Без согласия я вас не узнаю и поэтому не смогу ни передать вопрос юристу, ни показать обращения. Я запомнил только ваш отказ.

    Обратиться к людям можно и так: { $contact }
    Передумаете, напишите /start.
consent-needed = Без вашего согласия на обработку данных я могу только подсказать, кому позвонить: { $contact }
    Чтобы прочитать согласие ещё раз, напишите /start.
consent-line-given = { $title }: согласие дано { DATE($at, year: 1) }
consent-line-refused = { $title }: согласия нет с { DATE($at, year: 1) }
consent-line-none = { $title }: вас ещё не спрашивали
news-yes = Хорошо, новости будут приходить.
news-no = Хорошо, новостей не будет. Ответы на ваши вопросы приходят всегда.

registration-begin = Теперь найду вас в реестре профсоюза.
registration-officer = Разделы сотрудника уже внизу. Чтобы пользоваться разделами члена профсоюза, найдите себя в реестре.
registration-card = <b>Напишите номер профсоюзного билета.</b>
    Он напечатан на билете, пробелы не важны. Если билета нет под рукой, нажмите внизу «Отправить мой номер телефона».
registration-card-expected = Нужен номер билета цифрами, например 00123456. Если билета нет под рукой, отправьте номер телефона кнопкой внизу.
registration-own-contact-expected = Нужен ваш собственный номер: нажмите внизу «Отправить мой номер телефона».
registration-surname = <b>Ваша фамилия?</b>
    Так, как в билете.
registration-surname-expected = Нужна фамилия словом, например Петрова.
registration-born = <b>Дата рождения?</b>
    Например: 12.03.1985.
registration-born-expected = Нужна дата рождения: день, месяц, год. Например 12.03.1985.
registration-confirm = { $name }, { $place }. Это вы?
registration-failed = Не получилось вас узнать. Проверьте номер билета и дату рождения: чаще всего ошибка в них.
    { $locked ->
        [1] Попыток было много. Следующая: { MOMENT($until) }.
       *[0] { NOTHING() }
    }
    Если всё верно, я передам вашу просьбу председателю. Он подтвердит вас лично, обычно за один день.

    Можно и позвонить: { $contact }
registration-locked = Попыток было много. Следующая: { MOMENT($until) }. Можно позвонить: { $contact }
registration-place = { $count ->
        [-1] <b>Передал вашу просьбу председателю.</b>
    Чтобы она попала к нему быстрее, напишите, где вы работаете или учитесь. Например: школа 7 Барнаул.
        [0] Организации «{ $sought }» не нашёл. Напишите название иначе, например: школа 7 Барнаул. Или нажмите «Пропустить».
       *[other] <b>Выберите свою организацию.</b>
    }
    { $more ->
        [1] Нашёл не только эти. Если вашей здесь нет, допишите город или район.
       *[0] { NOTHING() }
    }
registration-place-expected = Нужно название организации, например: школа 7 Барнаул. Или нажмите «Пропустить».
registration-name = <b>Ваши фамилия, имя и отчество?</b>
    Председатель увидит, кого подтверждает.
registration-name-expected = Нужны фамилия и имя словами, например: Петрова Анна Сергеевна.
registration-handed = Просьба у председателя. Как только вас подтвердят, я напишу сюда. Пока открыт раздел «🪪 Профиль».
    Если завтра ответа не будет, позвоните: { $contact }
registration-left = Закрыл. То, что вы уже написали, сохранено: чтобы продолжить, напишите /start.
button-share-phone = Отправить мой номер телефона
button-enter-again = Ввести ещё раз
button-keep = Оставить: { $typed }
button-to-chair = Передать председателю

notice-registered = { $name }, я вас узнал. Меню внизу: выберите, с чего начать.
notice-confirmed = Вас подтвердили: { $name }, { $place }. Меню внизу: выберите, с чего начать.
notice-declined = Подтвердить вас не получилось. Позвоните, и вам подскажут: { $contact }. Попробовать ещё раз можно командой /start.
notice-unbound = Этот Telegram больше не связан с профсоюзным билетом: председатель перенёс доступ на другой. Если вы об этом не просили, позвоните: { $contact }

request-head = <b>Просят подтвердить</b>
request-claim = Сообщает о себе: { $parts }
request-card = билет { $card }
request-phone = телефон +{ $phone }
request-born = дата рождения { $born }
request-name = Пишет о себе: { $name }
request-place = Место работы или учёбы: { $place }
request-seems = В реестре: { $name }, { $place }
    { $now }
    { $odd }
    Если подтвердите, доступ перейдёт на этот Telegram, а прежний его потеряет. Подтверждайте, только если говорили с человеком лично.
request-now = Сейчас: { $status }
request-odd = Не совпадает: { $parts }
request-odd-surname = фамилия
request-odd-born = дата рождения
request-unknown = В реестре такого нет. Если подтвердите, человек появится в этой организации. Подтверждайте, только если говорили с ним лично.
request-unplaced = В реестре такого нет, и организацию человек не назвал: после «Подтвердить» её выберете вы. Подтверждайте, только если говорили с ним лично.
request-confirmed = Подтверждено: { $who }. Решение: { $officer }, { MOMENT($at, day: 1) }.
request-declined = Не подтверждено: { $who }. Решение: { $officer }, { MOMENT($at, day: 1) }.
request-gone = Эта просьба вам больше не доступна.
request-withdrawn = Решать больше нечего: человек нашёл себя в реестре сам.
request-already-decided = Эту просьбу уже рассмотрели: { $who }, { MOMENT($at, day: 1) }.
request-needs-organisation = Сначала выберите организацию.
request-needs-name = Человек ещё не назвал своего имени. Дождитесь: оно появится на карточке.
request-confirmed-toast = Подтверждено, человеку сообщу.
request-declined-toast = Не подтверждено, человеку сообщу.
request-look-again = В реестре появился этот билет. Посмотрите карточку ещё раз и решите.
request-line = { $who } · { MOMENT($at, day: 1) }
button-confirm-person = Подтвердить
button-decline-person = Не подтверждать
people-requests = <b>Проверить</b>
    { $count ->
        [0] Никто не ждёт подтверждения.
        [one] Ждёт { $count } человек.
        [few] Ждут { $count } человека.
       *[many] Ждут { $count } человек.
    }
people-organisation = <b>В какую организацию записать человека?</b>
    { $count ->
        [0] Организации «{ $sought }» не нашёл. Напишите название иначе.
       *[other] Выберите или напишите часть названия, например: школа 7 Барнаул.
    }
    { $more ->
        [1] Здесь не все: допишите город или район.
       *[0] { NOTHING() }
    }
people-organisation-expected = Нужно название организации, например: школа 7 Барнаул.

profile-main = { $card }
    Время: { $zone }

    Кому позвонить: { $contact }
profile-card = <b>{ $name }</b>
    { $place }
    Билет { $card } · { $status }
    { $joined }
    { $phone }
profile-joined = В профсоюзе с { DATE($joined) }
profile-phone = Телефон: { $phone }
profile-stranger = <b>Вы пока не подтверждены.</b>
    Найдите себя в реестре или подождите, пока вас подтвердит председатель.
city-name = { $city ->
    [Kaliningrad] Калининград
    [Moscow] Москва
    [Samara] Самара
    [Yekaterinburg] Екатеринбург
    [Almaty] Алматы
    [Omsk] Омск
    [Barnaul] Барнаул
    [Irkutsk] Иркутск
    [Yakutsk] Якутск
    [Vladivostok] Владивосток
    [Magadan] Магадан
    [Kamchatka] Камчатка
   *[other] { $city }
}
zone = { city-name }, { $time }
membership-active = состоит
membership-suspended = членство приостановлено
membership-excluded = исключён
membership-left = нет в реестре
button-find-me = Найти себя в реестре
button-data-wrong = Данные неверны
button-language = Язык · Тіл
button-timezone = Часовой пояс
button-consents = Согласия
button-full-texts = Полные тексты
button-news-on = Присылать новости
button-news-off = Не присылать новости
profile-language = Выберите язык. Тілді таңдаңыз.
language-item = { $item ->
        [kk] Қазақша
       *[ru] Русский
    }
language-chosen = Дальше по-русски.
profile-timezone = <b>Который у вас час?</b>
    По нему я показываю время и дни.
profile-consents = <b>Согласия</b>
    { $lines }

    Без новостей ответы и решения будут приходить. Без согласия на обработку данных я вас забуду: что останется и до какого дня, увидите до того, как решите.
profile-wrong = <b>Что неверно?</b>
    Напишите, как правильно: председатель вашей организации увидит и исправит.
profile-wrong-sent = Передал в вашу организацию. Когда исправят, увидите здесь же, в профиле.
profile-wrong-nobody = В вашей организации пока никто не подключён к боту. Позвоните: { $contact }
notice-data-wrong = <b>{ $name }</b>, { $place }, сообщает об ошибке в данных:
    <blockquote>{ $note }</blockquote>
