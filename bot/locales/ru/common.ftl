language-ru = Русский
language-kk = Қазақша

menu-cases = 📂 Мои обращения
menu-profile = 🪪 Профиль
menu-to-staff = 🔁 Режим сотрудника
menu-to-member = 🔁 Режим члена профсоюза
menu-mine = 🗂 Мои вопросы
menu-people = 👥 Члены профсоюза
menu-reports = 📊 Отчёты
menu-news = 📰 Новости

button-back = ⬅️ Назад
button-cancel = ✖️ Отмена
button-send = Отправить
button-yes = Да
button-no = Нет
button-skip = Пропустить
button-done = Готово
button-agree = Согласен
button-disagree = Не согласен
button-continue = Продолжить
button-start-anew = Начать заново
button-repeat = Повторить
button-today = Сегодня
button-yesterday = Вчера
button-open-case = Открыть обращение

menu-hint = Выберите раздел внизу.
menu-inline = Выберите раздел:
menu-hint-stranger = Пока я не знаю, кто вы. Чтобы открыть все разделы, напишите /start.
mode-member = Вы в режиме члена профсоюза.
mode-staff = Вы в режиме сотрудника.
notice-roles = Ваши права изменились. Меню внизу уже новое.

command-start = Начать
command-menu = Меню
command-help = Помощь и контакты
command-lang = Язык
command-cancel = Выйти из формы
command-mydata = Мои данные

help = Здесь можно задать вопрос юристу профсоюза и следить за ответом. Разделы в меню внизу, /menu покажет их снова.

    Если что-то не получается, обратитесь к людям:
    { $contact }

    Ваш номер в Telegram: <code>{ $id }</code>
contact = { $name }, { $phone } ({ $hours })

form-left = Закрыл. Меню внизу.
nothing-to-cancel = Сейчас нечего отменять. Меню внизу.
old-button = Открыл то, на чём вы остановились.
press-a-button = Здесь нужно нажать одну из кнопок выше.
text-expected = Здесь нужен текст. Напишите его сообщением.
text-too-long = Слишком длинно: помещается { $limit } знаков. Сократите и пришлите ещё раз.
cannot-read = Это я прочитать не могу. Пришлите текст, фотографию, документ или голосовое сообщение.
file-too-big = Файл { $size } МБ, а принять я могу до { $limit } МБ. Пришлите фотографиями или сожмите PDF.
money-expected = Нужна сумма цифрами, например 15000.

error-refused = Так не получится. Откройте раздел заново из меню.
error-no-access = Нет доступа: этого обращения я вам показать не могу. Если это ошибка, позвоните: { $contact }
error-no-section = Нет доступа: этот раздел вам не открыт. Если это ошибка, позвоните: { $contact }
error-unforeseen = Не получилось, я уже сообщил администратору. Написанное вами сохранено.
notice-delivery-failed = Уведомление № { $notice } ({ $about }) не доставлено: { $reason }. Оно сохранено; передайте эту строку разработчикам.
notice-update-failed = Сообщение № { $update } не обработано: { $reason }. Оно сохранено; передайте эту строку разработчикам.
admin-welcome = Теперь вы администратор. Сюда придут сообщения о сбоях.
admin-link-used = Эта ссылка уже использована или устарела. Новую печатает программа при запуске, пока администратора нет.
group-write-me = Пишите мне лично: в группах я не разговариваю.

mydata-nothing = О вас ничего не хранится.
mydata-refusal = О вас хранится только номер в Telegram, язык и то, что согласия вы не дали.

date-plain = { $day } { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}{ $year ->
    [0] { NOTHING() }
   *[other] { "" } { $year }
}
date-day = { $weekday ->
    [1] понедельник
    [2] вторник
    [3] среда
    [4] четверг
    [5] пятница
    [6] суббота
   *[7] воскресенье
}, { $day } { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}{ $year ->
    [0] { NOTHING() }
   *[other] { "" } { $year }
}
date-until = до { $weekday ->
    [1] понедельника
    [2] вторника
    [3] среды
    [4] четверга
    [5] пятницы
    [6] субботы
   *[7] воскресенья
}, { $day } { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}{ $year ->
    [0] { NOTHING() }
   *[other] { "" } { $year }
}
age-minutes = { $number } мин
age-hours = { $number } ч
age-days = { $number ->
    [one] { $number } день
    [few] { $number } дня
   *[many] { $number } дней
}
files-photo = { $count ->
    [one] { $count } фотография
    [few] { $count } фотографии
   *[many] { $count } фотографий
}
files-document = { $count ->
    [one] { $count } документ
    [few] { $count } документа
   *[many] { $count } документов
}
files-voice = { $count ->
    [one] { $count } голосовое
    [few] { $count } голосовых
   *[many] { $count } голосовых
}
files-video = { $count } видео
