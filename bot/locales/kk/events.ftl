menu-events = 📅 Іс-шаралар

event-zone = { city-name }, UTC{ $offset }
event-span = { $same ->
        [1] { DAY($start) }, { TIME($start) }–{ TIME($end) }
       *[0] { DAY($start) }, { TIME($start) } – { DAY($end) }, { TIME($end) }
    }
event-moment = { DATE($at) }, { TIME($at) } ({ $zone })
event-when = <b>{ $span }</b> ({ $zone })
event-when-there = { $own }
    Өтетін жерде: { $span } ({ $zone })
event-no-time = уақыты әлі белгіленбеген
event-session = • { $span }{ $titled ->
        [1] : { $title }
       *[0] { "" }
    }
event-programme = Бағдарлама:
    { $lines }
event-place = Орны: { $place }
event-places = { $free ->
        [0] Орын саны: { $capacity }, { $kept ->
            [0] бәрі бос емес
           *[other] сізге әзірге бос орын жоқ: { $kept } орын басқа ұйымдарға ұсталып тұр{ $dated ->
                [1] , мерзімі: { $until }
               *[0] { "" }
            }
        }. Күту тізіміне тұруға болады{ $waiting ->
            [0] { "" }
           *[other] , қазір онда: { $waiting }
        }.
       *[other] Орын саны: { $capacity }, бос орын: { $free }.
    }
event-closes = Тіркелу мерзімі: { $at }
event-cancel-until = Тіркеуді болдырмау мерзімі: { $at }
event-contact = Сұрақтар бойынша: { $contact }
event-crossing = Дәл осы уақытта сізде «{ $title }» бар: { $when }

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
event-card-gone = Бұл іс-шара енді жоқ немесе ол сізге арналмаған. Сізге ашықтары: 📅 Іс-шаралар.
event-standing-off = <b>Іс-шара болмайды.</b>
event-standing-over = Іс-шара өтті.
event-standing-confirmed = { $came ->
        [1] Сіз қатыстыңыз · { $number }
       *[0] Сіз тіркелдіңіз · { $number }{ $places ->
            [1] { "" }
           *[other] , орын: { $places }
        }
    }
event-standing-waiting = { $begun ->
        [1] Сіз орын күттіңіз, бірақ орын босамады · { $number }
       *[0] Сіз күту тізіміндесіз, кезегіңіз: { $place } · { $number }
    }
event-standing-offered = Сізге орын босады, жауап беру мерзімі: { $until } · { $number }
event-standing-cancelled = Тіркеуіңіз болдырылмады.
event-standing-expired = Орын ұсынысының мерзімі өтті. Келгіңіз келсе, қайта тіркеліңіз.

button-event-join = Тіркелу
button-event-cancel = Тіркеуді болдырмау
button-event-open = Толығырақ
button-event-pass = Кіру коды
button-event-renew = Жаңа код
button-event-ics = Күнтізбеге
button-event-map = Картада
button-event-family = Отбасымен келу
button-event-nominate = Қатысушыларды ұсыну
button-event-door = Келгендерді белгілеу
button-event-certificate = Сертификат
button-event-coming = Келемін
button-event-notcoming = Келмеймін
button-event-list = Іс-шаралар тізіміне
button-event-link = Сілтеме

event-toast-confirmed = Сіз тіркелдіңіз.
event-toast-waiting = Сіз күту тізіміндесіз.
event-toast-cancelled = Тіркеу болдырылмады.
event-toast-coming = Рақмет, күтеміз.

notice-event-joined = <b>Сіз тіркелдіңіз: { $title }</b>
    Тіркеу нөмірі: { $number }.

    { $when }
    { $place }

    { $reminders ->
        [2] Бір тәулік және екі сағат бұрын еске саламын.
        [1] Екі сағат бұрын еске саламын.
       *[0] { NOTHING() }
    }
    { $warning }
notice-event-waiting = <b>Орынның бәрі бос емес. Сіз күту тізіміндесіз, кезегіңіз: { $position }.</b>
    { $title } · { $number }

    { $when }
    { $place }

    Орын босаса, осында жазамын және қай уақытқа дейін жауап беру керегін айтамын.
notice-event-left = <b>Тіркеу болдырылмады: { $title }</b>

    { $when }
    { $place }

    Байқаусыз бассаңыз, қайта тіркеліңіз.
notice-event-offer = <b>Орын босады: { $title }</b>
    «Тіркелу» түймесін бассаңыз, орын сіздікі. Мерзімі: { $until }. Содан кейін келесі адамға ұсынамын.

    { $when }
    { $place }
    { $number }
notice-event-offer-over = { $taken ->
        [1] Орын сіздікі: { $title }
       *[0] Бұл орын ұсынысы енді жарамсыз: { $title }
    }
    { $when }
    { $place }
notice-event-offer-expired = <b>Орын ұсынысының мерзімі өтті: { $title }</b>
    { $begun ->
        [1] Уақытында жауап бермедіңіз, ал іс-шара басталып кетті.
       *[0] Уақытында жауап бермедіңіз, орын келесі адамға ұсынылды. Бәрібір келгіңіз келсе, қайта тіркеліңіз.
    }
    { $when }
notice-event-no-place = <b>Орын босамады: { $title }</b>
    { $when }
    { $place }

    Іс-шара басталып жатыр, тіркелгендердің ешқайсысы бас тартқан жоқ. Күткеніңізге рақмет. Тіркеу ашық басқа іс-шаралар тізімде бар.
notice-event-struck-off = <b>Тіркеуіңіз алынды: { $title }</b>
    { $when }
    { $place }

    Тізілім бойынша сіз енді кәсіподақта тұрмайсыз, ал іс-шара кәсіподақ мүшелеріне арналған. Бұл қате болса, қоңырау шалыңыз: { $contact }. Мүшелігіңіз қалпына келтірілгенде қайта тіркеле аласыз.
notice-event-day = <b>Еске саламын: { $title }</b>
    { $when }
    { $place }

    Келетініңіз рас па? Келмесеңіз, орын күтіп тұрған адамға беріледі.
notice-event-soon = <b>Жақында басталады: { $title }</b>
    { $when }
    { $place }
notice-event-feedback = <b>Қалай өтті: { $title }?</b>
    1-ден 5-ке дейін бағалаңыз. Бес: өте жақсы.
notice-event-announced = <b>{ $title }</b>
    { $when }
    { $place }

    Тіркелу ашық.
notice-event-nominated = <b>Сізді ұсынды: { $title }</b>
    { $when }
    { $place }

    Орын алу үшін «Тіркелу» түймесін басыңыз.
notice-event-changed = <b>Өзгерді: { $title }</b>
    { $field }
    { $compared ->
        [1] Бұрын: { $was }
       *[0] Толығырақ іс-шара карточкасында.
    }
    { $compared ->
        [1] Енді: { $now }
       *[0] { NOTHING() }
    }
notice-event-off = <b>Іс-шара болмайды: { $title }</b>
    { $why }
    { $when }
    { $place }

    Келудің қажеті жоқ. { $contact }
event-off-why = Себебі: { $why }
notice-event-said = <b>{ $title }</b>
    { $words }
notice-event-helper = <b>Сізден кіреберісте көмектесуді сұрады: { $title }</b>
    { $when }
    { $place }

    Қатысушы QR-код көрсетеді: телефон камерасын бағыттап, сілтемені ашыңыз. Камера оқымаса, төмендегі түймені басып, алты цифрды жазыңыз.
notice-event-missed = <b>Еске салу жіберілмеді: { $title }</b>
    Жіберілетін уақыты: { $due }. Бағдарлама жұмыс істемеді, енді іс-шара басталып кетті.
notice-event-offers-missed = <b>Орын бос қалды: { $title }</b>
    Орын ұсынысының мерзімі { $due } өтті, бірақ бағдарлама жұмыс істемеді. Келесі адамға ұсынып үлгермедім, іс-шара басталып кетті. { $waiting } адам күтті.

event-question = <b>{ $title }</b>
    { $count } сұрақтың { $number }-сұрағы. { $question }
    { $kind ->
        [number] Санмен жауап беріңіз.
        [file] Файл немесе фотосурет жіберіңіз.
        [text] Жауапты хабарламамен жазыңыз.
       *[other] Жауапты таңдаңыз.
    }
event-number-expected = Цифрмен сан керек, мысалы 50.
event-file-expected = Мұнда файл немесе фотосурет керек.
event-family = <b>{ $title }</b>
    { $count ->
        [0] Сізбен бірге келетін адамның аты-жөнін жазыңыз. Оны тіркегеніңізді өзіне айтыңыз. Әркім бір орын алады, ең көбі { $limit }.
       *[other] Сізбен бірге келеді:
    }
    { $names }
    { $count ->
        [0] { NOTHING() }
       *[other] Тағы біреуді қосу үшін аты-жөнін жазыңыз.
    }
event-companion = • { $name }
button-leave-behind = Келмейді: { $name }
event-feedback = <b>{ $title }</b>
    Бағаңыз: { $rating }. Рақмет.
    Не ұнады, нені түзету керек? Хабарламамен жазыңыз немесе «Өткізіп жіберу» түймесін басыңыз. Ұйымдастырушы сөзіңізді атыңызсыз көреді.
event-feedback-thanks = Рақмет, ұйымдастырушыға жеткіздім.

event-pass = <b>Кіру коды: { $title }</b>
    Кіреберісте QR-кодты көрсетіңіз. Камера оқымаса, цифрларды айтыңыз: <b>{ $digits }</b>
    Кодтың мерзімі: { $until }.
event-own-pass = Бұл сіздің кіру кодыңыз. Оны кіреберістегі адамға көрсетіңіз.
event-pass-over = Бұл код енді жарамсыз. Қатысушыдан «Жаңа код» түймесін басуын сұраңыз.
event-no-such-digits = Қазір мұндай код жоқ. Цифрларды тексеріңіз немесе қатысушыдан «Жаңа код» түймесін басуын сұраңыз.
event-entered = { $before ->
        [1] <b>Бұрын белгіленген, { MOMENT($at) }: { $name }</b>
       *[0] <b>Белгіленді, { MOMENT($at) }: { $name }</b>
    }
    { $number }
    { $brought }
event-entered-with = Бірге келгендер: { $names }
event-door = <b>{ $title }</b>
    Келді: { $came }, тіркелгені: { $count }.{ $briefly ->
        [1] { " " }Келесі кім?
       *[0] { "" }
    }

    { $briefly ->
        [1] { NOTHING() }
       *[0] Телефон камерасын қатысушының QR-кодына бағыттаңыз немесе оның алты цифрын осында жазыңыз.
    }
    { $briefly ->
        [1] { NOTHING() }
       *[0] Қағазға белгіледіңіз бе? Жол нөмірлерін бос орын не үтір арқылы бір хабарламамен жіберіңіз: 3, 7, 12
    }
event-digits-expected = Қатысушының алты цифры немесе тізімнің жол нөмірлері керек, мысалы 3, 7, 12.
event-list-entered = { $new ->
        [0] Жаңа белгі жоқ.
       *[other] { $new } қатысушы белгіленді: { $names }
    }
    { $repeated ->
        [0] { NOTHING() }
       *[other] Бұрын белгіленген: { $before }
    }
    { $lost ->
        [0] { NOTHING() }
       *[other] Тіркелгендер арасынан таппадым: { $unknown }
    }
event-ics = «{ $title }» күнтізбе үшін. Файлды телефонда ашыңыз, уақыт өзі есептеледі.

event-members-only = Қазір кәсіподақ мүшесі болып тұрғандар тіркеле алады. /help кімге жүгіну керегін айтады.
event-not-for-you = Рұқсат жоқ: бұл іс-шараны сізге көрсете алмаймын. Қате болса, қоңырау шалыңыз: { $contact }
event-closed = Тіркелу жабылды.
event-is-cancelled = Бұл іс-шара болмайды.
event-offer-over = Жауап беру уақыты өтті, орын келесі адамға ұсынылды. Карточка жаңарғанда қайта тіркелуге болады.
event-cancel-too-late = Тіркеуді өзіңіз болдырмай алмайсыз. Ұйымдастырушыға хабарлаңыз{ $named ->
        [1] : { $organiser }
       *[0] { "" }
    }.
event-not-on-list = Сіз бұл іс-шараның тізімінде жоқсыз. 📅 Іс-шаралар бөлімін ашыңыз.
event-no-room = Сонша бос орын қалмады.
event-enough-companions = Өзіңізбен бірге ең көбі { $limit } адам ертуге болады.
event-not-ready = Алдымен уақыты мен орнын жазыңыз. Уақыты алда болуы керек.
event-published-already = Іс-шара жарияланып қойды, мұны өзгертуге болмайды. Дәл сондайын жасап, мұны болдырмаңыз.
event-too-few-places = Орын алғандар: { $held }. Одан аз қоюға болмайды.
event-quotas-too-big = Квоталар қосындысы орын санынан көп. Алдымен орын санын көбейтіңіз.
event-enough-questions = Сұрақ саны { $limit } сұрақтан аспауы керек.
event-certificate-not-yet = Сертификат іс-шарадан кейін кіреберісте белгіленгендерге беріледі.

event-certificate-title = СЕРТИФИКАТ
event-certificate-that = осы арқылы расталады:
event-certificate-took-part = мына іс-шараға қатысты
event-certificate-number = № { $number }. Тексеру: камераны кодқа бағыттаңыз немесе боттан «Іс-шаралар», «Сертификатты тексеру» ашыңыз.
event-certificate-caption = Сертификат { $number }. Нөмірі бойынша кез келген адам тексере алады: 📅 Іс-шаралар, «Сертификатты тексеру».
event-certificate-check = <b>Сертификатты тексеру</b>
    Нөмірін жазыңыз, мысалы СВ-2026-000001-123456.
event-certificate-true = { $number } сертификаты шын.
    { $name }
    «{ $title }», { DATE($day) }
event-certificate-unknown = Мұндай нөмірлі сертификат жоқ. Барлық цифрды тексеріңіз, олар он алты.

events-all = <b>Іс-шаралар</b>
    { $chosen ->
        [1] { $what }
       *[0] { NOTHING() }
    }
    { $count ->
        [0] { $mine ->
            [1] Сіз әзірге ешқайда тіркелмегенсіз.
           *[0] Әзірге ештеңе жоқ. Жаңалықтарға келіскен болсаңыз, жаңалары туралы айтамын: 🪪 Профиль, «Келісімдер».
        }
       *[other] { $mine ->
            [1] Алдымен жақындары. Ашу үшін басыңыз.
           *[0] Оқу және тіркелу үшін таңдаңыз.
        }
    }
events-mine = Менің тіркеулерім
events-month = { $month ->
    [1] Қаңтар
    [2] Ақпан
    [3] Наурыз
    [4] Сәуір
    [5] Мамыр
    [6] Маусым
    [7] Шілде
    [8] Тамыз
    [9] Қыркүйек
    [10] Қазан
    [11] Қараша
   *[12] Желтоқсан
}
events-month-line = { events-month } · { $count }
events-by-month = Қай ай?
events-by-rubric = Қай тақырып?
event-line = { $dated ->
        [1] { DATE($day) } · { $title }
       *[0] { $title }
    }
button-events-months = Айлар бойынша
button-events-rubrics = Тақырыптар бойынша
button-events-mine = Менің тіркеулерім
button-events-all = Бәрі
button-check-certificate = Сертификатты тексеру
event-case-line = { $number } · { $title }

event-listed-confirmed = орны бар
event-listed-waiting = күтуде
event-listed-offered = орын ұсынылды
event-listed-cancelled = тіркеу болдырылмады
event-listed-expired = ұсынысқа жауап бермеді
event-role-helper = кіреберістегі көмекші
event-role-invitee = шақырылған немесе ұсынылған
event-role-organiser = ұйымдастырушы

event-column-line = №
event-column-name = Тегі, аты, әкесінің аты
event-column-place = Ұйым
event-column-position = Лауазымы
event-column-phone = Телефон
event-column-number = Тіркеу нөмірі
event-column-standing = Күйі
event-column-registered = Тіркелген уақыты
event-column-came = Келген уақыты
event-column-companions = Бірге келетіндер
event-group-confirmed = Тіркелгендер
event-group-waiting = Күтіп тұрғандар
event-group-came = Келгендер
event-group-absent = Келмегендер

event-field-title = Атауы
event-field-text = Сипаттамасы
event-field-when = Уақыты
event-field-place = Орны
event-field-point = Картадағы нүкте
event-field-picture = Сурет
event-field-capacity = Орын саны
event-field-audience = Кім келе алады
event-field-quotas = Квоталар
event-field-questions = Сұрақтар
event-field-family = Отбасы
event-field-closes = Тіркелу мерзімі
event-field-cancel_until = Тіркеуді болдырмау мерзімі
event-field-contact = Байланыс
event-field-rubric = Тақырып

event-audience-all = кәсіподақтың барлық мүшесі
event-audience-category = «{ $category }» санаты
event-audience-organisation = { $place } және одан төмен ұйымдар
event-audience-nominated = төрағалар ұсынған адамдар
event-audience-invited = шақыру сілтемесі бар адамдар
event-answer-choice = нұсқадан таңдау
event-answer-text = мәтін
event-answer-number = сан
event-answer-yesno = иә немесе жоқ
event-answer-file = файл

event-sent-file = { $name }
    { $question }
event-feedback-head = Орташа баға { $average }, жауап саны { $count }
event-feedback-caption = <b>{ $title }</b>
    Орташа баға { $average }, жауап саны { $count }. Жазылғандар төменде, аты-жөнсіз.
event-feedback-text = «{ $text }»
event-feedback-few = Жауап саны: { $count }. Кемінде { $fewest } адам жауап бергенде бағаларды көрсетемін: әйтпесе кім не қойғаны көрінеді.

organise-main = <b>Ұйымыңыздың іс-шаралары</b>
    { $count ->
        [0] Алда ештеңе жоқ.
       *[other] Алдағылар мен жобалар: { $count }
    }
organise-past = <b>Өткендер</b>
    { $count ->
        [0] Әзірге бірде-бірі жоқ.
       *[other] Барлығы { $count }
    }
organise-line = { $stage ->
        [draft] Жоба · { $title }
        [cancelled] Болмайды · { $title }
       *[published] { $dated ->
            [1] { DATE($day) } · { $title }
           *[0] { $title }
        }
    }
organise-one = <b>{ $title }</b>
    { $stage ->
        [draft] Жоба: оны тек сіз және әріптестеріңіз көреді.
        [cancelled] Болмайды.
       *[published] { $over ->
            [1] Өтті. Келгендер: { $came }, бағалағандар: { $rated }.
           *[0] Жарияланды. Орны барлар: { $confirmed }{ $capacity ->
                [0] { "" }
               *[other] { " " }(барлығы { $capacity })
            }, ұсынылды: { $offered }, күтуде: { $waiting }, келді: { $came }.
        }
    }

    { $when }
    { $programme }
    { $place }
    { $capacity ->
        [0] Орын саны шектелмеген
       *[other] Орын саны: { $capacity }
    }
    { $quotas }
    Кім келе алады: { $audience }{ $named ->
        [0] { "" }
       *[other] , аталғандар: { $named }
    }
    { $asked ->
        [0] { NOTHING() }
       *[other] Қатысушыларға сұрақ саны: { $asked }
    }
    { $closes }
    { $cancel }
    { $incomplete ->
        [1] Жетіспейді: { $lacking }. «Өзгерту» түймесін басыңыз.
       *[0] { NOTHING() }
    }
    { $ready ->
        [1] Сурет, картадағы нүкте, квоталар, қатысушыларға сұрақтар: «Өзгерту», «Тағы баптаулар».
       *[0] { NOTHING() }
    }
organise-quotas = Квоталар: { $lines }{ $over ->
        [1] { " " }(енді ортақ)
       *[0] { $dated ->
            [1] ; бос қалғаны ортақ болатын уақыт: { $until }
           *[0] { "" }
        }
    }
organise-quota-line = • { $name }: { $places }
organise-question-line = { $number }. { $text } ({ $kind })
organise-published = { $announced ->
        [1] Жарияланды. Кімге арналса, соларға хабарлаймын: ұйықтап жатқандарға таңертең.
       *[0] Жарияланды: кімге арналса, соларда «Іс-шаралар» бөлімінде тұр.
    }
organise-link = { $invited ->
        [1] Шақыру сілтемесі: ол қолында бар кәсіподақ мүшесінің бәрі тіркеле алады.
       *[0] Іс-шараның сілтемесі, оны басқаларға жіберуге болады.
    }
    { $link }
    Сілтеме ашылмаса, ботқа жазыңыз: <code>{ $code }</code>
organise-people = <b>{ $title }</b>
    Орны барлар: { $confirmed }, ұсынылды: { $offered }, күтуде: { $waiting }, келді: { $came }.
organise-helpers = <b>{ $title }</b>
    { $count ->
        [0] Келгендерді сіз және ұйымыңыздағы әріптестер белгілей алады. Көмекші тағайындаңыз: оларға телефон жеткілікті.
       *[other] Кіреберісте көмектеседі: { $names }
    }
organise-message = <b>{ $title }</b>
    Кімге жазамыз?
organise-words = <b>{ $group } · { $count }</b>
    Хабарламаны жазыңыз. Жібермес бұрын тағы бір рет көрсетемін.
organise-sure = <b>Жібермес бұрын тексеріңіз</b>
    Кімге: { $group } · { $count }
    <blockquote>{ $words }</blockquote>
organise-said = { $count ->
        [one] { $count } адамға жіберемін.
       *[other] { $count } адамға жіберемін.
    } Telegram-ы жоқтарға қоңырау шалыңыз: телефондары қатысушылар кестесінде.
organise-off = <b>Болдырмау: { $title }?</b>
    Тіркелгендер мен күтіп тұрғандардың бәріне бірден хабарлама барады. Себебін жазыңыз, ол хабарламада тұрады, немесе түймені басыңыз.
organise-drop = «{ $title }» жобасын жою керек пе? Оны қайтару мүмкін болмайды.
organise-nobody = Әзірге ешкім жоқ.
organise-no-files = Жауаптарда әзірге файл жоқ.
organise-table = Қатысушылар: { $title }. Файлды қажетсіз ешкімге жібермеңіз: ішінде жеке деректер бар.
organise-printed = Басып шығаратын тізім: { $title }. Белгіленген жолдардың нөмірін кейін «Келгендерді белгілеу» бөліміне бір хабарламамен жіберіңіз.
organise-badges = Бейдждер: { $title }. Бетте он дана, 90 × 55 мм.
organise-certificates = Сертификаттар: { $title }, барлығы { $count }.

button-create-event = Іс-шара жасау
button-past-events = Өткендер
button-publish = Жариялау
button-publish-announce = Жариялап, хабарлау
button-participants = Қатысушылар
button-say-to = Қатысушыларға жазу
button-helpers = Көмекшілер
button-certificates = Сертификаттар
button-feedback = Пікірлер
button-preview = Қатысушы қалай көреді
button-edit-event = Өзгерту
button-copy-event = Дәл сондай жасау
button-call-off = Іс-шараны болдырмау
button-call-off-silently = Түсіндірмесіз болдырмау
button-drop-event = Жобаны жою
button-list-table = Кесте
button-printed = Басып шығаратын тізім
button-badges = Бейдждер
button-answer-files = Жауаптардағы файлдар
button-enter-by-hand = Қолмен тіркеу
button-guest = Тізілімде жоқ
button-name-helper = Көмекші тағайындау
button-drop-helpers = Барлық көмекшіні алып тастау
button-clear-days = Күндерді басынан бастау
button-no-limit = Шектеусіз
button-audience-all = Кәсіподақтың барлық мүшесі
button-audience-category = Санат
button-audience-organisation = Ұйым
button-audience-nominated = Ұсыну бойынша
button-audience-invited = Шақыру бойынша
button-no-picture = Суретті алып тастау
button-no-point = Нүктені алып тастау
button-add-quota = Ұйым қосу
button-quota-until = Қай күнге дейін ұстау
button-drop-quotas = Квоталарды алып тастау
button-week-before = Басталуынан бір апта бұрын
button-no-term = Мерзімсіз
button-add-question = Сұрақ қосу
button-drop-questions = Барлық сұрақты алып тастау

organise-title = <b>Іс-шара қалай аталады?</b>
    { $said ->
        [1] Қазір: { $now }
       *[0] { NOTHING() }
    }
organise-text = <b>Ол не туралы?</b> Не болатынын, өзімен не алу керегін жазыңыз.
    { $said ->
        [1] Қазір:
       *[0] { NOTHING() }
    }
    { $now }
organise-when = <b>Қашан?</b> Күні мен сағатын жазыңыз, мысалы: 5 желтоқсан 10:00–16:00
    Бірнеше күн не сабақ болса: әрқайсысына бір жол. Нүктелі үтірден кейін атауын жазуға болады: 6 желтоқсан 9:00–12:00; Дөңгелек үстел
    Уақытты өтетін жердің сағатымен жазыңыз: { $zone }.

    { $sessions }

    { $unsaved ->
        [1] Бәрі дұрыс болса, «Дайын» түймесін басыңыз.{ $live ->
            [1] { " " }Тіркелгендерге не өзгергенін айтамын.
           *[0] { "" }
        }
       *[0] { NOTHING() }
    }
organise-when-expected = Уақытты түсінбедім. Күні мен сағатын жазыңыз, мысалы: 5 желтоқсан 10:00–16:00
organise-when-past = Бұл уақыт өтіп кетті немесе тым алыс. Алдағы күнді жазыңыз, мысалы: 5 желтоқсан 10:00–16:00
organise-zone = <b>Қай сағат бойынша өтеді?</b>
    Әр қатысушы уақытты өз сағатымен көреді.
organise-place = <b>Қайда?</b> Мекенжайы, залы немесе трансляция сілтемесі.
    { $said ->
        [1] Қазір: { $now }
       *[0] { NOTHING() }
    }
organise-capacity = <b>Қанша орын?</b> Санын жазыңыз. Орын жетпегендер күту тізіміне тұрады.
    { $capacity ->
        [0] { NOTHING() }
       *[other] Қазір: { $capacity }
    }
organise-audience = <b>Кім келе алады?</b>
    Қазір: { $audience }
organise-category = Қай санат?
organise-audience-place = { $asked ->
        [1] { $count ->
            [0] «{ $sought }» таппадым. Басқаша жазыңыз, мысалы: 7 мектеп
           *[other] Ұйымды таңдаңыз: оның мүшелері және одан төмендегілердің бәрі келе алады.{ $more ->
                [1] { " " }Алғашқыларын көрсеттім, атауын нақтылаңыз.
               *[0] { "" }
            }
        }
       *[0] Ұйым атауының бір бөлігін жазыңыз, мысалы: 7 мектеп Алматы
    }
organise-more-fields = <b>{ $title }</b>
    Тағы нені баптаймыз?
button-more-fields = Тағы баптаулар
button-event-more = Тағы
organise-more = <b>{ $title }</b>
    Не істейміз?
organise-fields = <b>{ $title }</b>
    Нені өзгертеміз? { $live ->
        [1] Маңыздысын тіркелгендер бірден біледі.
       *[0] { "" }
    }
organise-picture = <b>Суретті жіберіңіз</b>, фотосурет ретінде. Қатысушы оны карточканың үстінде көреді.
    { $has_picture ->
        [1] Қазір сурет бар.
       *[0] { NOTHING() }
    }
organise-picture-expected = Сурет керек: оны фотосурет ретінде жіберіңіз.
organise-point = <b>Картадағы нүктені жіберіңіз</b>: қыстырғыш, «Геопозиция», содан кейін орынды таңдаңыз.
    Компьютерден координаттарды карта көрсеткендей жазыңыз: 53.348, 83.776
    { $has_point ->
        [1] Қазір нүкте бар.
       *[0] { NOTHING() }
    }
organise-point-expected = Картадағы нүкте керек: қыстырғыш, «Геопозиция». Немесе координаттар: 53.348, 83.776
organise-rubric = <b>Қай бағытқа жатады?</b>
    Қазір: { $rubric }
organise-quotas-of = <b>Ұйымдардың квоталары</b>
    { $has_quotas ->
        [1] Бұл орындар олар үшін ұсталады:
       *[0] Әзірге орынның бәрі ортақ.
    }
    { $quotas }
    { $has_quotas ->
        [1] { $quota_dated ->
            [1] Бос қалғаны ортақ болатын уақыт: { $quota_until }.
           *[0] Қай күнге дейін ұстау айтылмаған: басталғанға дейін.
        }
       *[0] { NOTHING() }
    }
organise-quota-place = { $asked ->
        [1] { $count ->
            [0] «{ $sought }» таппадым. Басқаша жазыңыз, мысалы: Алматы
           *[other] Орынды қай ұйым үшін ұстаймыз?{ $more ->
                [1] { " " }Алғашқыларын көрсеттім, атауын нақтылаңыз.
               *[0] { "" }
            }
        }
       *[0] Ұйым атауының бір бөлігін жазыңыз, мысалы: Алматы
    }
organise-quota-places = Қанша орын ұстаймыз? Санын жазыңыз.
organise-quota-until = <b>Орындарды қай күнге дейін ұстаймыз?</b> Күнін жазыңыз, мысалы 1 желтоқсан немесе 1 желтоқсан 12:00. Содан кейін бос қалғаны ортақ болады.
organise-questions = <b>Қатысушыларға сұрақтар</b>
    { $has_questions ->
        [1] { NOTHING() }
       *[0] Әзірге бірде-бірі жоқ. Онға дейін болады: ас мәзірі, трансфер, футболка өлшемі.
    }
    { $questions }
organise-question-kind = Қандай жауап керек?
organise-question-text = Сұрақты жазыңыз.
organise-question-options = Нұсқаларды жазыңыз, әрқайсысын жаңа жолдан.
organise-options-expected = Екіден { $most } нұсқаға дейін керек, әрқайсысы жаңа жолдан және { $length } таңбадан ұзын болмауы тиіс.
organise-family = <b>Отбасымен келуге бола ма?</b> Әрқайсысы бір орын алады.
    { $family ->
        [1] Қазір болады.
       *[0] Қазір болмайды.
    }
organise-closes = <b>Тіркелу қай уақытқа дейін ашық?</b> Мысалы: 3 желтоқсан 18:00
    { $closing ->
        [1] Қазіргі мерзім: { $closes }.
       *[0] Қазір басталғанға дейін.
    }
organise-cancel = <b>Тіркеуді қай уақытқа дейін болдырмауға болады?</b> Мысалы: 4 желтоқсан 18:00
    { $cancelling ->
        [1] Қазіргі мерзім: { $cancel }.
       *[0] Қазір басталғанға дейін.
    }
organise-contact = <b>Сұрақтар бойынша кімге жүгіну керек?</b> Аты және телефоны.
    { $said ->
        [1] Қазір: { $now }
       *[0] { NOTHING() }
    }
organise-moment-expected = Алдағы күн мен уақыт керек, мысалы: 3 желтоқсан 18:00
organise-moment-late = Бұл басталуынан кейін. Ертерек уақытты жазыңыз.

event-pick = <b>{ $title }</b>
    { $done }
    { $purpose ->
        [nominate] Кімді ұсынамыз?
        [helper] Кіреберісте кім көмектеседі?
       *[enter] Кімді тіркейміз?
    } Тегін немесе билет нөмірін жазыңыз.
    { $asked ->
        [1] { $count ->
            [0] Ешкімді таппадым. Тегін тексеріңіз: мұнда тек сіздің ұйымдарыңыздың мүшелері.
           *[other] Таңдаңыз:
        }
       *[0] { NOTHING() }
    }
event-picked-nominate = Ұсынылғандар қатарында: { $name }. Хабарлама жіберілді.
event-picked-helper = Көмекші: { $name }. Не істеу керегі туралы хабарлама жіберілді.
event-picked-enter = { $name } · { $number }: { $standing }.
event-guest = Тізілімде жоқ адамның тегін, атын, әкесінің атын жазыңыз.
