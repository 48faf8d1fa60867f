people-main = <b>Кәсіподақ мүшелері</b>
    { $count ->
        [0] Растауды ешкім күтіп тұрған жоқ.
       *[other] { $count } адам күтіп тұр.
    }

    Адамды табу үшін тегін немесе билет нөмірін жазыңыз.
button-waiting = Растауды күтеді: { $count }
button-open-person = Карточканы ашу
button-find-person = Адамды табу
button-organisations = Ұйымдар
button-roles = Рөлдер
button-earlier = Алдыңғылары
button-later = Келесілері

people-find = <b>Кімді табу керек?</b>
    Тегін, қаласаңыз атын қосып, немесе билет нөмірін жазыңыз.

    { $asked ->
        [0] { NOTHING() }
       *[1] { $count ->
            [0] Сіз көре алатын адамдардың арасында ондай жоқ. Тегін немесе билет нөмірін тексеріңіз.
           *[other] { $count } адам табылды.
        }
    }
    { $more ->
        [0] { NOTHING() }
       *[1] Мұнда бәрі болмауы мүмкін: аты мен әкесінің атын қосып жазыңыз.
    }
people-find-expected = Тегі немесе билет нөмірі керек, мысалы: Ахметова Айгүл.
people-card = <b>{ $name }</b>
    { $place }
    Билет { $card } · { $status } · { $category }
    { $born }
    { $phones }
    { $bound ->
        [1] Ботқа қосылған күні: { DATE($since) }
       *[0] Ботқа қосылмаған
    }
    { $roles }
    { $transfer }
    { $cases }
people-born = Туған күні: { $born }
people-phones = Телефон: { $phones }
people-cases = Қаралып жатқан өтініштер: { $count }
category-worker = қызметкер
category-student = студент
category-pensioner = зейнеткер
people-role-line = Рөлі: { $role }, { $place }, басталуы: { DATE($since) }{ $limited ->
        [1] , соңғы күні: { DATE($until) }
       *[0] { NOTHING() }
    }
people-transfer-line = Ауысатын күні: { DATE($day) }, қайда: { $place }
role-staff = маман
role-treasurer = қазынашы
role-chair = төраға
role-editor = редактор
role-admin = әкімші

button-invite = Жаңа Telegram байланыстыру
button-unbind = Telegram-ды ажырату
button-transfer = Басқа ұйымға ауыстыру
button-no-transfer = Ауыстыруды болдырмау
button-history = Тарихы
button-make-code = Сілтеме жасау
button-do-transfer = Ауыстыру

people-history = <b>Тарихы</b>
    { $count ->
        [0] Әзірге ештеңе өзгерген жоқ.
       *[other] { $lines }
    }
history-line = { MOMENT($at, day: 1) } · { $what } { $named ->
        [1] · { $who }
       *[0] { NOTHING() }
    }
history-confirmed = расталды
history-bound = Telegram байланыстырылды
history-unbound = Telegram ажыратылды
history-invited = жаңа Telegram үшін сілтеме жасалды
history-data-wrong = деректердегі қате туралы хабарланды
history-tries-used-up = кіруге қате әрекет көп болды
history-granted = рөл берілді: { $role }
history-revoked = рөл алынды: { $role }
history-transferred = ауыстырылды: { $place }
history-transfer-planned = ауыстыру белгіленді: { $place }
history-transfer-cancelled = ауыстыру болдырылмады: { $place }

people-unbind = <b>Telegram-ды ажырату керек пе: { $name }?</b>
    Бұл Telegram өтініштерді бірден көрмейтін болады және ол туралы хабар алады. Өтініштер сақталады: жаңа Telegram-ын байланыстырсаңыз, адам оларды қайта көреді.
people-invite = <b>Жаңа Telegram: { $name }</b>
    Мен сілтеме жасаймын. Оны бірінші ашқан адам осы кісінің рұқсатын алады, ал бұрынғы Telegram одан айырылады. Сілтемені тек жеке беріңіз: ол бір тәулік және бір рет қана жарамды.
people-invitation = Кәсіподақ ботына кіру сілтемесі: { $link }
    Сілтеме ашылмаса, ботқа мынаны жіберіңіз: <code>{ $code }</code>
    Бір рет қана жарамды, мерзімі: { MOMENT($until, day: 1) }.
people-invitation-over = Бұл сілтеме пайдаланылған немесе ескірген. Ұйымыңыздан жаңасын сұраңыз. Мәзірді /start ашады.
people-telegram-taken = Бұл Telegram кәсіподақтың басқа мүшесіне байланыстырылған. Сілтемені өз Telegram-ыңыздан ашыңыз.
people-nobody-bound = Бұл адамның байланыстырылған Telegram-ы жоқ: ажырататын ештеңе жоқ.
people-own = Өзіңіз туралы шешім қабылдай алмайсыз: жоғары тұрған ұйымнан сұраңыз.

people-place = <b>Қай ұйымға ауыстыру керек?</b>
    { $asked ->
        [0] Атауының бір бөлігін жазыңыз, мысалы: 7 мектеп Алматы.
       *[1] { $count ->
            [0] «{ $sought }» ұйымын таппадым. Атауын басқаша жазыңыз.
           *[other] Таңдаңыз немесе атауын басқаша жазыңыз.
        }
    }
    { $more ->
        [1] Мұнда бәрі емес: қаланы немесе ауданды қосып жазыңыз.
       *[0] { NOTHING() }
    }
people-day = <b>Қай күннен бастап?</b>
    { $name }, ауысатын ұйымы: { $place }.
    Күнін жазыңыз, мысалы { DATE($example) } немесе { $numbers }.
people-day-expected = Бүгіннен ерте емес, бір жылдан аспайтын күн керек, мысалы { DATE($example) } немесе { $numbers }.
people-bad-day = Бұл күн жарамайды: бүгіннен ерте емес, бір жылдан аспайтын күн керек.
people-transfer = <b>Ауыстыруды тексеріңіз</b>
    { $name }
    Қазір: { $left }
    Ауысатын күні: { DATE($day) }
    Жаңа ұйымы: { $place }

    Берілген өтініштер берілген жерінде қалады. Адам да, екі ұйым да хабар алады.
people-cancel-transfer = <b>Ауыстыруды болдырмау керек пе?</b>
    { $name } осында қалады: { $place }. Ауыстыру туралы хабар алғандардың бәріне оның болмайтыны айтылады.
people-transferred = Ауыстырылды.
    { $place }
people-transfer-planned = Жаздым. Ауысатын күні: { DAY($day) }. Оған дейін ауыстыруды болдырмауға болады.
    { $place }
people-already-there = Адам осы ұйымда. Басқасын таңдаңыз.
people-place-closed = Бұл ұйым жабылған. Басқасын таңдаңыз.
notice-unlinked = Бұл Telegram енді кәсіподақ билетіне байланысты емес: оны ұйымыңызда ажыратты. Мұны сіз сұрамаған болсаңыз, қоңырау шалыңыз: { $contact }
notice-transfer-done = Жаңа ұйымыңыз: { $place }. Ауысқан күніңіз: { DATE($day) }. Берілген өтініштер берілген жерінде қалады.
notice-transfer-planned = Жаңа ұйымыңыз: { $place }. Ауысатын күніңіз: { DATE($day) }. Бұл қате болса, сол күнге дейін төрағаға айтыңыз.
notice-transfer-cancelled = Ауысуыңыз болдырылмады: { $place }. Бұрынғы ұйымыңызда қаласыз.
notice-transfer-done-officer = <b>{ $name }</b>, ауысқан күні: { DATE($day) }, жаңа ұйымы: { $place }. Бұрын: { $left }.
notice-transfer-planned-officer = <b>{ $name }</b>, ауысатын күні: { DATE($day) }, жаңа ұйымы: { $place }. Қазір: { $left }.
notice-transfer-cancelled-officer = <b>{ $name }</b>: ауысу болдырылмады ({ $place }). Қалады: { $left }.

organisations-tops = <b>Ұйымдар</b>
    Қайсысынан бастайтыныңызды таңдаңыз.
organisations-one = <b>{ $place }</b>
    Кәсіподақ мүшелері: { $own }
    { $below ->
        [0] { NOTHING() }
       *[other] Төменгі ұйымдармен бірге: { $all }
    }
button-organisation-people = Адамдар тізімі
button-rename = Атауын өзгерту
button-merge = Басқасына қосу
button-close = Ұйымды жабу
organisations-people = <b>{ $place }</b>
    Кәсіподақ мүшелері: { $count }
organisations-rename = <b>Жаңа атауы?</b>
    Қазір: { $place }
    Тізілім оны бұрынғыша атай берсе де, түсінемін.
organisations-bad-name = Атауы сөзбен, 300 таңбаға дейін керек, мысалы: № 7 мектеп.
organisations-name-taken = Мұндай атаулы ұйым осында бар. Басқасын жазыңыз немесе «Басқасына қосу» түймесімен екеуін қосыңыз.
organisations-renamed = Атауы өзгерді.
organisations-merge = <b>Қай ұйымға қосу керек?</b>
    { $asked ->
        [0] Атауының бір бөлігін жазыңыз, мысалы: 7 мектеп Алматы.
       *[1] { $count ->
            [0] «{ $sought }» ұйымын таппадым. Атауын басқаша жазыңыз.
           *[other] Таңдаңыз немесе атауын басқаша жазыңыз.
        }
    }
    { $more ->
        [1] Мұнда бәрі емес: қаланы немесе ауданды қосып жазыңыз.
       *[0] { NOTHING() }
    }
organisations-merge-sure = <b>Қосу керек пе?</b>
    { $place } мына ұйымның құрамына кіреді: { $into }.
    Адамдар ({ $all }), өтініштер, рөлдер және төменгі ұйымдар ауысады. Тарихы сақталады. Атауы жабылады, бірақ тізілімде кездессе, түсінемін. Кейін ажыратуға болмайды.
organisations-merged = Қосылды. Адамдар, өтініштер және рөлдер енді осында.
organisations-close = <b>Жабу керек пе: { $place }?</b>
    Онда ешкім жоқ. Ондағы рөлдер аяқталады, тарихы қалады. Тізілім оны қайта атаса, ол ашылады.
organisations-closed = Жаптым.
organisations-not-empty = Бұл ұйымда әлі адамдар немесе төменгі ұйымдар бар. Алдымен оларды ауыстырыңыз немесе ұйымды басқасына қосыңыз.
organisations-already-closed = Бұл ұйым жабылып қойған.
organisations-cannot-merge = Ұйымды өзіне немесе өз құрамындағы ұйымға қосуға болмайды. Басқасын таңдаңыз.
notice-organisation-merged = «{ $name }» ұйымы мына ұйымның құрамына кірді: { $into }. Рөлдеріңіз сонда жүреді.
notice-org-joined = <b>«{ $name }» ұйымы басқа ұйымның құрамына кірді.</b>
    Енді сіздің ұйымыңыз: { $place }.
    { $count ->
        [0] { NOTHING() }
        [1] Төрағасы: { $chairs }.
       *[other] Төрағалары: { $chairs }.
    }
    Ештеңе істеудің қажеті жоқ: кәсіподақ мүшесі болып қаласыз, өтініштеріңіз бен іс-шараларға тіркелуіңіз сақталды. Сұрағыңыз болса, қоңырау шалыңыз: { $contact }

roles-all = <b>Рөлдер</b>
    { $name }
    { $count ->
        [0] Әзірге рөл жоқ.
       *[other] Рөлді алу үшін оны басыңыз.
    }
    { $of_one ->
        [0] Рөл беру үшін адамды тауып, карточкасын ашыңыз.
       *[1] { NOTHING() }
    }
button-give-role = Рөл беру
button-take-role = Рөлді алу
button-no-end = Мерзімсіз
roles-one = <b>{ $holder }</b>
    { $role }, { $place }
    Басталуы: { DATE($since) }{ $limited ->
        [1] , соңғы күні: { DATE($until) }
       *[0] { NOTHING() }
    }

    Алсаңыз, бұл рөлдің бөлімдері мен карточкалары бірден жабылады, адам хабар алады.
roles-role = <b>Қандай рөл беру керек?</b>
roles-organisation = <b>Қай ұйымда?</b>
    Рөл сол ұйымда және оның төменгі ұйымдарында жүреді.
    { $asked ->
        [0] Таңдаңыз немесе атауының бір бөлігін жазыңыз, мысалы: 7 мектеп Алматы.
       *[1] { $count ->
            [0] «{ $sought }» ұйымын таппадым. Атауын басқаша жазыңыз.
           *[other] Таңдаңыз немесе атауын басқаша жазыңыз.
        }
    }
    { $more ->
        [1] Мұнда бәрі емес: қаланы немесе ауданды қосып жазыңыз.
       *[0] { NOTHING() }
    }
roles-since = <b>Қай күннен бастап?</b>
    Күнін жазыңыз, мысалы { DATE($example) } немесе { $numbers }.
roles-until = <b>Қай күнге дейін?</b>
    Бұл рөлдің соңғы күні. Күнін жазыңыз, мысалы { DATE($example) } немесе { $numbers }.
roles-day-expected = Мына күннен ерте емес күн керек: { DATE($example) }. Мысалы { $numbers }.
roles-sure = <b>Тексеріңіз</b>
    { $holder }
    { $role }, { $place }
    Басталуы: { DATE($since) }{ $limited ->
        [1] , соңғы күні: { DATE($until) }
       *[0] , мерзімсіз
    }

    Адам рөлдің бірінші күні хабар мен жаңа бөлімдерді алады.
roles-given = Рөл берілді, басталуы: { DATE($since) }.
roles-taken = Рөл алынды.
roles-held = Бұл адамда осы ұйымда осы күндерге мұндай рөл бар.
roles-ended = Бұл рөл аяқталып қойған.
roles-own-admin = Әкімші рөлін өзіңізден ала алмайсыз: басқа әкімшіден сұраңыз.
roles-bad-days = Бұл күндер жарамайды: рөл бүгіннен ерте басталмайды және басталған күнінен бұрын аяқталмайды.
