button-my-data = Менің деректерім
button-mydata-file = Файлды алу
button-mydata-correct = Түзету
button-mydata-leave = Деректерімді жою
button-mydata-erase = Біржола жою
button-withdraw-services = Өңдеуге келісімді қайтарып алу

mydata-main = <b>Менің деректерім</b>
    Мұнда мыналар сақталады:
    { $is_member ->
        [1] • тізілімдегі жазба: аты-жөні, туған күні, билет, ұйым
       *[0] { NOTHING() }
    }
    • Telegram-дағы нөміріңіз, тіл және уақыт белдеуі
    • келісімдеріңіз, күндерімен
    { $cases ->
        [0] { NOTHING() }
       *[other] • { $cases } өтініш, хат алмасуымен және файлдар тізімімен
    }
    • журнал: деректеріңізді кім, қашан ашқаны

    «Файлды алу» түймесін бассаңыз, мұның бәрі файл болып келеді. Өзіңіз жіберген фотосуреттер мен құжаттар осы чатта сақтаулы.
mydata-leave = <b>Деректеріңізді жою керек пе?</b>
    Бірден жойылады: кәсіподақтың Telegram-ыңызбен байланысы, тіл мен уақыт белдеуі, боттағы рөлдер, жобалар, сізді растау туралы өтініштер, жаңалықтар.
    { $open ->
        [0] { NOTHING() }
       *[other] Ашық сұрақтарды ({ $open }) қайтарып аламын, оларға жауап болмайды.
    }

    <b>Не қалады</b>
    { $kept }

    Осы чаттағы хат алмасуды өзіңіз жойыңыз: ол сіздің Telegram-ыңызда. Кәсіподаққа мүшелігіңіз өзгермейді.
mydata-kept-members = • Тізілімдегі жазба: { $dated ->
        [1] соңғы күні { DATE($until, year: 1) }
       *[0] кәсіподақ мүшесі болған кезіңізде және одан кейін тағы { $term }
    }. { $why }
mydata-kept-cases = • { $what } сұрағы: соңғы күні { DATE($until, year: 1) }. { $why }
mydata-kept-cases-more = • Тағы { $what } сұрақ: соңғысының соңғы күні { DATE($until, year: 1) }.
mydata-kept-money = • { $what } өтініші: соңғы күні { DATE($until, year: 1) }. { $why }
mydata-kept-money-more = • Тағы { $what } өтініш: соңғысының соңғы күні { DATE($until, year: 1) }.
mydata-kept-consents = • Келісімдер туралы жазба, аты-жөнсіз: соңғы күні { DATE($until, year: 1) }. { $why }
mydata-kept-journal = • Журнал, аты-жөнсіз: соңғы күні { DATE($until, year: 1) }. { $why }
mydata-kept-events = • { $what } іс-шара тіркеуі: соңғы күні { DATE($until, year: 1) }. { $why }
mydata-kept-events-more = • Тағы { $what } іс-шара тіркеуі: соңғысының соңғы күні { DATE($until, year: 1) }.
mydata-term = { $amount } { $unit ->
        [days] күн
        [months] ай
       *[years] жыл
    }
mydata-erased = Жойдым. Енді сізді танымаймын. Қайтып келгіңіз келсе, /start деп жазыңыз.
mydata-html-caption = Сіз туралы сақталғанның бәрі. Файлды телефонда немесе компьютерде ашыңыз.
mydata-json-caption = Дәл сол, бағдарламаларға арналған түрде.

mydata-file-name = менің-деректерім
mydata-title = Менің деректерім
mydata-about-file = Кәсіподақ ботында сіз туралы { $made } сақталғанның бәрі. Деректерге жауапты: { $operator }.
mydata-none = Ештеңе сақталмайды.
mydata-part-person = Кәсіподақ мүшелерінің тізілімі
mydata-part-account = Сіз Telegram-да
mydata-part-consents = Келісімдер
mydata-part-transfers = Ұйымдар арасында ауысу
mydata-part-absences = Қызметкердің жұмыста болмаған күндері
mydata-part-roles = Рөлдер
mydata-part-requests = Сізді растау туралы өтініштер
mydata-part-cases = Өтініштер
mydata-part-events = Іс-шаралар
mydata-part-event-roles = Іс-шаралар: көмек пен шақырулар
mydata-part-reminders = Еске салулар
mydata-part-notices = Бот сізге не жазды
mydata-part-looked = Деректеріңізге кім жүгінді
mydata-part-deeds = Журналдағы әрекеттеріңіз

mydata-field-surname = Тегі
mydata-field-first-name = Аты
mydata-field-patronymic = Әкесінің аты
mydata-field-born = Туған күні
mydata-field-card = Кәсіподақ билетінің нөмірі
mydata-field-phone = Телефон
mydata-field-phones = Телефондар
mydata-field-position = Лауазымы
mydata-field-organisation = Ұйым
mydata-field-category = Санаты
mydata-field-membership = Мүшелік
mydata-field-joined-on = Кәсіподаққа кірген күні
mydata-field-gone-on = Мүшелігі тоқтаған күн
mydata-field-telegram-id = Telegram-дағы нөмірі
mydata-field-language = Тіл
mydata-field-timezone = Уақыт белдеуі
mydata-field-mode = Режим
mydata-field-created-at = Құрылған уақыты
mydata-field-failed-tries = Сәтсіз кіру әрекеттері
mydata-field-locked-until = Кіру жабық, мерзімі
mydata-field-blocked-at = Сіз ботты жапқан уақыт
mydata-field-consent = Келісім
mydata-field-version = Мәтін нұсқасы
mydata-field-given = Берілді
mydata-field-at = Қашан
mydata-field-text-hash = Мәтіннің таңбасы
mydata-field-role = Рөл
mydata-field-starts-on = Қай күннен
mydata-field-ends-on = Қай күнге дейін
mydata-field-status = Күйі
mydata-field-said = Өзіңіз туралы жазғаныңыз
mydata-field-name = Тегі, аты, әкесінің аты
mydata-field-place = Жұмыс орныңыз
mydata-field-decided-at = Шешілген уақыты
mydata-field-kind = Хабарлама түрі
mydata-field-sent-at = Жіберілді
mydata-field-delivery = Жеткізілуі
mydata-field-who = Кім
mydata-field-action = Не істелді
mydata-field-about = Жазба
mydata-field-number = Нөмірі
mydata-field-submitted-at = Сіз жібердіңіз
mydata-field-promised-on = Уәде етілген жауап күні
mydata-field-answered-at = Жауап берілді
mydata-field-kept-until = Сақталатын соңғы күні
mydata-field-closed-at = Жабылды
mydata-field-helped = Көмектесті
mydata-field-desk = Қызмет
mydata-field-topic = Тақырып
mydata-field-written-in = Қай тілде жазылған
mydata-field-urgent = Шұғыл
mydata-field-learned-on = Сіз қашан білдіңіз
mydata-field-deadline = Заң бойынша соңғы күн
mydata-field-call-back = Қоңырау керек
mydata-field-confidential = Құпия
mydata-field-result = Нәтиже
mydata-field-effect = Сома
mydata-field-court = Іс сотта қаралды
mydata-field-conversation = Хат алмасу
mydata-field-papers = Файлдар
mydata-field-history = Тарихы
mydata-field-from = Кімнен
mydata-field-text = Мәтін
mydata-field-before = Түзетуге дейін
mydata-field-file-name = Атауы
mydata-field-file = Файл
mydata-field-anonymous = Аты көрсетілмеген
mydata-field-told = Қызмет сұрақтарына жауаптарыңыз
mydata-field-articles = Қай мақалаларды аштыңыз
mydata-field-left = Қайдан
mydata-field-joined = Қайда
mydata-field-done-at = Орындалды
mydata-field-cancelled-at = Болдырылмады
mydata-field-event = Іс-шара
mydata-field-starts-at = Басталуы
mydata-field-came-at = Кіреберісте белгіленген
mydata-field-certificate = Сертификат
mydata-field-rating = Бағаңыз
mydata-field-family = Кіммен бірге келесіз
mydata-field-due-at = Еске салу уақыты
mydata-field-missed-at = Жіберілмеді, кеш болды
mydata-field-size = Көлемі, байт

mydata-category-worker = қызметкер
mydata-category-student = студент
mydata-category-pensioner = зейнеткер
mydata-mode-member = кәсіподақ мүшесі
mydata-mode-staff = қызметкер
mydata-status-draft = жоба
mydata-status-queued = кезекте
mydata-status-taken = қаралуда
mydata-status-waiting = сіздің жауабыңызды күтуде
mydata-status-answered = жауап бар
mydata-status-closed = жабылды
mydata-status-withdrawn = қайтарып алынды
mydata-request-open = шешім күтуде
mydata-request-confirmed = расталды
mydata-request-declined = қабылданбады
mydata-request-withdrawn = алынды
mydata-side-member = сіз
mydata-side-staff = кәсіподақ
mydata-side-program = бағдарлама
mydata-file-photo = фотосурет
mydata-file-document = құжат
mydata-file-voice = дауыстық хабарлама
mydata-file-video = бейне
mydata-file-video_note = бейнехабарлама
mydata-file-audio = аудио
mydata-who-command = бағдарлама немесе әкімшінің командасы
mydata-who-unknown = рөлсіз
mydata-look-case-seen = өтінішті ашты
mydata-look-case-refused = өтінішті ашпақ болды, рұқсат алмады
mydata-look-card-sent = өтініш карточкасын алды
mydata-look-request-seen = сізді растау туралы өтінішті ашты
mydata-look-request-refused = өтінішіңізді ашпақ болды, рұқсат алмады
mydata-look-mydata-exported = осы файлды дайындады
mydata-look-request-confirmed = растау туралы өтінішіңізді растады
mydata-look-request-declined = растау туралы өтінішіңізді растамады
mydata-look-member-seen = карточкаңызды ашты
mydata-look-member-refused = карточкаңызды іздеді, рұқсат алмады
mydata-look-confirmed = сізді жеке растады
mydata-look-bound = Telegram билетіңізге байланыстырылды
mydata-look-unbound = Telegram-ыңызды ажыратты
mydata-look-invited = жаңа Telegram-ыңызға сілтеме жасады
mydata-look-transfer = сізді басқа ұйымға ауыстырды
mydata-look-transfer-cancelled = ауысуыңызды болдырмады
mydata-look-granted = сізге рөл берді
mydata-look-revoked = сізден рөлді алды
mydata-look-other = деректеріңізбен басқа әрекет

mydata-event-submitted = жіберілді
mydata-event-taken = сұрақ жұмысқа алынды
mydata-event-answered = жауап берілді
mydata-event-asked-back = нақтылау сұралды
mydata-event-replied = қосымша жазылды
mydata-event-reopened = сұрақ қайта ашылды
mydata-event-edited = мәтін түзетілді
mydata-event-withdrawn = қайтарып алынды
mydata-event-handed-over = басқа қызметкерге тапсырылды
mydata-event-assigned = кім жауап беретіні тағайындалды
mydata-event-role-ended = кезекке қайтарылды
mydata-event-other = қызметтік жазба
mydata-event-returned = кезекке қайтарылды
mydata-event-lease-ended = мерзімі бойынша кезекке қайтарылды
mydata-event-promise-missed = уәде етілген күн өтті
mydata-event-marked = нәтижесі белгіленді
mydata-event-closed = жабылды
mydata-notice-registered = сізді таныдық
mydata-notice-confirmed = сізді растады
mydata-notice-declined = сізді растамады
mydata-notice-unbound = басқа чат сіздікі болды
mydata-notice-roles = құқықтарыңыз өзгерді
mydata-notice-news-consent = жаңалықтар туралы сұрақ
mydata-notice-question-accepted = сұрақ қабылданды
mydata-notice-promise-moved = жауаптың жаңа күні
mydata-notice-answer = сұрағыңызға жауап
mydata-notice-clarify = нақтылау сұрағы
mydata-notice-paper = файл
mydata-notice-papers = файлдар
mydata-notice-late-items = фотосуреттер қосылды
mydata-notice-mydata-html = деректеріңіз бар файл
mydata-notice-mydata-json = бағдарламаларға арналған деректеріңіз
mydata-notice-question-card = сұрақ карточкасы
mydata-notice-request = өтініш карточкасы
mydata-notice-reply-accepted = толықтыру қабылданды
mydata-notice-rated-helped = бағаңызға жауап
mydata-notice-rated-not-helped = бағаңызға жауап
mydata-notice-unlinked = Telegram ажыратылды
mydata-notice-transfer-done = басқа ұйымға ауысу
mydata-notice-transfer-planned = ауысу белгіленді
mydata-notice-transfer-cancelled = ауысу болдырылмады
mydata-notice-organisation-merged = ұйым басқасының құрамына кірді
mydata-notice-org-joined = ұйымыңыз басқасының құрамына кірді
mydata-notice-break = бот жұмысындағы үзіліс
mydata-notice-break-lost = бот жұмысындағы үзіліс
mydata-notice-other = қызметтік хабарлама
mydata-delivery-queued = жіберуді күтуде
mydata-delivery-sent = жіберілді
mydata-delivery-blocked = ботты сіз жапқансыз
mydata-delivery-failed = жеткізілмеді
mydata-delivery-missed = енді керек емес
mydata-deed-bound = сізді тізілімнен таптық
mydata-deed-tries-used-up = кіру әрекеттері бітті
mydata-deed-data-wrong = деректердегі қатені хабарладыңыз
mydata-deed-case-seen = өтінішті аштыңыз
mydata-deed-case-refused = өтінішке рұқсат болмады
mydata-deed-request-seen = растау өтінішін аштыңыз
mydata-deed-card-sent = сізге карточка көрсетілді
mydata-deed-member-seen = адамның карточкасын аштыңыз
mydata-deed-members-listed = адамдар тізімін аштыңыз
mydata-deed-report-seen = есепті аштыңыз
mydata-deed-report-exported = есеп кестесін алдыңыз
mydata-deed-other = жұмыс бойынша басқа әрекет
mydata-deed-mydata-exported = деректеріңіз бар файлды алдыңыз
mydata-event-helped = көмектескенін белгіледіңіз
mydata-event-not-helped = көмектеспегенін белгіледіңіз
mydata-about-case = өтініш
mydata-about-member = тізілімдегі адам
mydata-about-account = тіркелгі
mydata-about-request = растау туралы өтініш
mydata-field-amount = Сома
mydata-field-event-on = Оқиға күні
mydata-field-wanted = Қандай құжат күтілуде
mydata-field-ground = Негіз
mydata-field-noted = Қағаз түрінде қабылданды
mydata-field-decisions = Шешімдер
mydata-field-decision = Шешім
mydata-field-protocol = Хаттама нөмірі
mydata-field-protocol-on = Хаттама күні
mydata-field-payments = Төлемдер
mydata-field-paid-on = Қашан төленді
mydata-field-returned-on = Қашан қайтты
mydata-field-reason = Себебі
mydata-event-approved = мақұлданды
mydata-event-refused = қабылданбады
mydata-event-decision-changed = шешім өзгертілді
mydata-event-proposed = сома ұсынылып, жоғарыға берілді
mydata-event-passed-on = жоғарыға берілді
mydata-event-asked-paper = құжат сұралды
mydata-event-signed = қол қойылған өтініш жіберілді
mydata-event-supplied = құжат жіберілді
mydata-event-paper-noted = қағаз құжат белгіленді
mydata-event-paper-unnoted = құжат белгісі алынды
mydata-event-recused = қызметкер шешуден бас тартты: туысы
mydata-event-appealed = жоғарыға шағым берілді
mydata-event-paid = төленді
mydata-event-payment-returned = төлем қайтты
mydata-event-filed-for = сіз үшін берілді
mydata-about-organisation = ұйым
mydata-about-other = қызметтік жазба
mydata-status-review = қаралуда
mydata-status-approved = мақұлданды
mydata-status-paid = төленді
mydata-status-refused = қабылданбады
