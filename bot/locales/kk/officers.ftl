# What an officer reads of an application: its card, decisions, lists, meetings, payments.

application-own = Бұл сіздің өтінішіңіз: оны басқа қызметкер шешеді.
application-relative = Туысыңыз екенін белгілегенсіз. Өтінішті басқа қызметкер шешеді.
application-no-power = Қазір шешімді басқа орган қабылдайды. Ол карточкада жазылған.
application-already-decided = { $status ->
        [review] Өтініш басқа органға тапсырылып қойған
        [waiting] Өтініш бойынша құжат күтіліп тұр
        [decided] Өтініш бойынша отырыста шешім енгізілген
        [approved] Өтініш мақұлданып қойған
        [refused] Өтініш қабылданбай қойған
        [paid] Өтініш мақұлданып, төленіп қойған
       *[withdrawn] Өтініш қайтарып алынған
    } ({ GIVEN($who) ->
        [0] { MOMENT($at) }
       *[other] { $who }, { MOMENT($at) }
    }).
application-over-budget = Бұл негіз бойынша { $year } жылға { $left } қалды. Одан аспайтын соманы көрсетіңіз немесе өтінішті жоғары тапсырыңыз.
application-over-limit = Бұл сіз шешетін сомадан көп. Карточкадағы «Басқаға тапсыру» түймесімен жоғары тапсырыңыз.
application-nobody-above = Әрі қарай тапсыратын ешкім жоқ: мұндай соманы шешетін жоғары орган жоқ.
application-over-ceiling = Бұл негіз бойынша { $ceiling } дейін төленеді. Одан аспайтын соманы жазыңыз.
application-no-reason = Себепті тізімнен таңдаңыз.
application-no-such-paper = Бұл қағаз мұнда белгіленбейді.
application-not-colleague = Бұл қызметкер мұнда шешім қабылдамайды. Карточканы қайта ашыңыз.
application-not-overridden = Бюджеттен асыра тек кез келген соманы шешетін адам шеше алады.
application-nothing-to-change = Өзгертетін ештеңе жоқ: шешім әлі жарияланбаған, басқасымен ауысқан немесе ақша төленіп қойған.
application-not-payable = { $number } бойынша қазір төлеудің қажеті жоқ: төленген немесе шешім өзгерген.
application-too-much-paid = { $number } бойынша төлейтін { $left } қалды. Одан аспайтын соманы көрсетіңіз.
application-no-such-payment = Бұл төлем қайтарылған деп белгіленіп қойған.
application-words-expected = Мұнда { $limit } таңбадан аспайтын мәтін керек. Бір хабарламамен жіберіңіз.

application-office = Кәсіподақ
protocol-words = { DATE($day) }, № { $number } хаттама
application-is-review = қаралуда
application-is-waiting = құжат күтілуде
application-is-decided = отырыста шешілді
application-is-approved = мақұлданды
application-is-paid = төленді
application-is-refused = қабылданбады
application-is-withdrawn = қайтарып алынды

application-card-head = <b>{ $number }</b> · { $ground } · { $state }
application-state-review = { $assigned ->
        [0] қаралуда, күткені { AGE($age) }
        [1] қызметкерде: { $who }, күткені { AGE($age) }
       *[2] сізде, күткені { AGE($age) }
    } · { $body }
application-state-waiting = { $assigned ->
        [0] құжат күтудеміз
        [1] құжат күтудеміз, қызметкерде: { $who }
       *[2] құжат күтудеміз, сізде
    }, берілгені { AGE($age) } бұрын · { $body }
application-state-decided = отырыста шешілді, әлі жарияланған жоқ
application-state-approved = мақұлданды, төленуге тиіс
application-state-paid = төленді
application-state-refused = қабылданбады
application-state-withdrawn = қайтарып алынды
application-card-sum = Сұрайды: <b>{ $amount }</b>{ GIVEN($proposed) ->
        [0] { NOTHING() }
       *[other] { "" } · төменде келісілді: <b>{ $proposed }</b>
    }
application-card-filed-by = Кәсіподақ мүшесі үшін берді: { $who }, келісім қағазда
application-card-event = Қашан болды: { DATE($day) }
application-card-relative = Туысыңыз екенін белгілегенсіз: сіз шешпейсіз.
application-card-appeal = <b>Бас тартуды қайта қарауды сұрайды</b>
application-card-language-ru = Орысша жазылған
application-card-language-kk = Қазақша жазылған
application-card-no-files = жоқ
application-card-on-paper = Қағазда: { GIVEN($there) ->
        [0] { NOTHING() }
       *[other] қабылданды ({ $there }){ GIVEN($missing) ->
            [0] { NOTHING() }
           *[other] ,{ " " }
        }
    }{ GIVEN($missing) ->
        [0] { NOTHING() }
       *[other] белгіленбеген ({ $missing })
    }
application-card-signed = Қол қойылған өтініш: { $how ->
        [sent] жіберілді, файлдар арасында
        [paper] қағазда қабылданды
       *[none] жоқ
    }
application-card-wanted = Жіберуді сұрадық: «{ $paper }»
application-card-rules = <b>Ережелер</b>
application-card-earlier = Бұрын: { $number } · { $ground } · { $amount } · { DATE($day) }
application-card-similar = Осындай негіз бойынша бір жылда: { $count } шешім, ортасы { $median }
application-card-budget = Негіз бойынша { $year } жылға қалғаны: { $left } ({ MOMENT($at, day: 1) } жағдай бойынша)
application-card-budget-over = Негіз бойынша { $year } жылы бюджет { $left } асып кетті ({ MOMENT($at, day: 1) } жағдай бойынша)
application-card-promise = Шешім { UNTIL($promised) }
application-decision-approved = { $changed ->
        [1] Шешім өзгерді, енді мақұлданды:
       *[0] Мақұлданды:
    } <b>{ $amount }</b> · { GIVEN($protocol) ->
        [0] { $told ->
            [0] хаттама отырыстан кейін
           *[1] хаттамасыз
        }
       *[other] { $protocol }
    } · { $body }, { $who }{ GIVEN($override) ->
        [0] { NOTHING() }
       *[other] { "" } · бюджеттен асыра: «{ $override }»
    }
application-decision-refused = { $changed ->
        [1] Шешім өзгерді, енді қабылданбады
       *[0] Қабылданбады
    }: { $reason } · { GIVEN($protocol) ->
        [0] { $told ->
            [0] хаттама отырыстан кейін
           *[1] хаттамасыз
        }
       *[other] { $protocol }
    } · { $body }, { $who }
application-card-paid = { $back ->
        [1] { DATE($returned) } қайтып келді: { DATE($day) } төленген { $amount }. Себебі: { $reason }
       *[0] Төленді: { $amount }, { DATE($day) }
    }{ GIVEN($number) ->
        [0] { NOTHING() }
       *[other] , № { $number } төлем тапсырмасы
    }
application-card-to-pay = Төленуге тиіс: <b>{ $left }</b>

aid-check-membership = – Кәсіподақ мүшесі: { $stands ->
        [yes] иә
       *[no] жоқ, мүшелік тоқтатылған
    }
aid-check-tenure = – Өтілі кемінде { $amount } { $unit ->
        [days] күн
        [months] ай
       *[years] жыл
    }: { $stands ->
        [yes] иә{ $years ->
            [0] { NOTHING() }
           *[other] , { $years } жыл
        }
        [no] жоқ, { DATE($possible) } болады
       *[unknown] белгісіз, тізілімде кірген күні жоқ
    }
aid-check-frequency-year = – Күнтізбелік жылда бір рет: { $stands ->
        [yes] иә, биыл болмаған
       *[no] жоқ, { DATE($day) } берілген { $number } бар
    }
aid-check-frequency-event = – Бір оқиғаға бір өтініш: { $stands ->
        [yes] иә
       *[no] жоқ, { DATE($day) } берілген { $number } бар
    }
aid-check-frequency-always = – Осы негіз бойынша шешілмеген басқа өтініштер: { $stands ->
        [yes] жоқ
       *[no] бар, { $number }, { DATE($day) }
    }
aid-check-term = – Оқиғадан кейін { $amount } { $unit ->
        [days] күн
        [months] ай
       *[years] жыл
    } ішінде берілді: { $stands ->
        [yes] иә, мерзімі { DATE($until) }
       *[no] жоқ, мерзімі { DATE($until) } өткен
    }
aid-check-before-joining = – Оқиға кәсіподаққа кіргенге дейін болған (кірген күні { DATE($joined) }): өзіңіз шешіңіз
aid-check-elsewhere = – Басқа қорда осы негіз бойынша өтініш бар: { $number }, { DATE($day) }

application-step = <b>{ MOMENT($at) }</b>{ GIVEN($who) ->
        [0] { NOTHING() }
       *[other] , { $who }
    }: { $what }
application-step-submitted = өтініш берілді
application-step-edited = мәтін өзгертілді
application-step-withdrawn = өтініш қайтарып алынды
application-step-signed = қол қойылған өтініш жіберілді
application-step-supplied = толықтыру жіберілді
application-step-appealed = бас тартуды қайта қарауды сұрады
application-step-approved = мақұлданды
application-step-refused = қабылданбады
application-step-decision-changed = шешім өзгертілді
application-step-proposed = келісіліп, жоғары тапсырылды
application-step-passed-on = жоғары тапсырылды
application-step-handed-over = әріптеске тапсырылды
application-step-asked-paper = құжат сұралды
application-step-paper-noted = қағазда қабылданды: { $detail }
application-step-paper-unnoted = белгі алынды: { $detail }
application-step-recused = туысы екенін белгіледі
application-step-decided-in-meeting = шешім отырыста енгізілді
application-step-decision-undone = шешім жарияланғанға дейін алынды
application-step-paid = төленді: { $detail }
application-step-payment-returned = төлем қайтып келді: { $detail }

button-approve = Мақұлдау
button-refuse = Қабылдамау
button-ask-paper = Құжат сұрау
button-note-short = Жазба
button-relative = Бұл менің туысым
button-recuse = Иә, басқасы шешсін
button-change-decision = Шешімді өзгерту
button-signed-none = Қағазда қабылданды: Қол қойылған өтініш
button-signed-paper = Белгіні алу: Қол қойылған өтініш
button-tick-paper = Қағазда қабылданды: { $paper }
button-untick-paper = Белгіні алу: { $paper }
button-tick-petition = Қолдау: { $paper }
button-untick-petition = Қолдауды қайтару: { $paper }
button-paid = Төленді
button-payment-returned = Төлем қайтып келді
button-open-card = Карточканы ашу
button-sum-asked = { $amount }, сұраған сома
button-sum-proposed = { $amount }, төменде келісілген
paper-noted-toast = Белгіледім
paper-unnoted-toast = Белгіні алдым

decide-change = <b>Шешімді өзгерту · { $number }</b>
    Қазіргісі: { $earlier }
    Кәсіподақ мүшесі оны біледі және өзгергенін оқиды.
decide-amount = <b>{ $change ->
        [1] Жаңа сома
       *[0] Қанша мақұлдау керек
    } · { $number }</b>
    { $who }, { $ground }. Сұрағаны { $asked }, негіз бойынша ең көбі { $ceiling }.
    { $budget }

    Соманы басыңыз немесе басқасын жазыңыз.
decide-echo = { $amount }, дұрыс па?
decide-protocol = <b>{ $number } · { $amount }</b>
    Хаттаманың нөмірі мен күнін бір хабарламамен жазыңыз, мысалы: 12, 10.12.2026. Бүгінгі болса, нөмірі жеткілікті.
protocol-expected = Хаттаманың нөмірі мен күні керек, мысалы: 12, 10.12.2026. Бүгінгі болса, нөмірі жеткілікті.
decide-override = <b>Негіз бойынша ақша жетпейді · { $number }</b>
    { $budget }
    Сома { $amount }. Бюджеттен асыра шеше аласыз. Себебін жазыңыз: атыңыз бен осы сөздер шешімде қалады.
decide-approve = <b>Жіберер алдында тексеріңіз</b> · { $number }
    { $who }, { $ground }
    { $change ->
        [1] Жаңа шешім: мақұлдау
       *[0] Мақұлдау
    } <b>{ $amount }</b>, { $protocol }
    { $budget }
    { GIVEN($override) ->
        [0] { NOTHING() }
       *[other] Бюджеттен асыра: «{ $override }»
    }

    Соманы, нөмірді және күнді кәсіподақ мүшесі бірден оқиды.
decide-reason = <b>Неге қабылданбайды · { $number }</b>
    { $who }, { $ground }, { $asked }. Себебін таңдаңыз.
decide-words = <b>{ $reason }</b>
    Тағы не айту керегін жазыңыз: не дұрыс емес және енді не істеу керек. Кәсіподақ мүшесі сөзбе-сөз оқиды.
decide-refusal-protocol = <b>{ $number }</b>
    Хаттаманың нөмірі мен күні, мысалы: 12, 10.12.2026.
decide-refuse = <b>Жіберер алдында тексеріңіз</b> · { $number }
    { $who }, { $ground }
    { $change ->
        [1] Жаңа шешім: қабылдамау. Кәсіподақ мүшесі мынаны оқиды:
       *[0] Қабылдамау. Кәсіподақ мүшесі мынаны оқиды:
    }
    <blockquote>{ $reason }</blockquote>
    { $protocol }
application-proposed = { $amount } сіз шешетін сомадан көп, сондықтан { $number } тапсырылды: { $body }{ GIVEN($who) ->
        [0] .
       *[other] { "" } ({ $who }).
    } Шешім { UNTIL($promised) }.
application-approved-said = { $number } мақұлданды, кәсіподақ мүшесі біледі. Қазынашы оны төленетіндер тізімінен көреді.
application-refused-said = { $number } қабылданбады, себебін кәсіподақ мүшесі оқып отыр.

want-paper = <b>Қандай құжат жетпейді · { $number }</b>
    { $who } мұны сөзбе-сөз оқиды. Мысалы: дәріханадан анықтама.
want-paper-sure = <b>Жіберер алдында тексеріңіз</b> · { $number }
    { $who } мынаны оқиды:
    <blockquote>{ $paper }</blockquote>
    Осы уақытта шешім мерзімі тоқтап тұрады.
application-paper-asked = Сұрадым. { $number } бойынша құжат келгенде осында жазамын.
pass-on = <b>Кімге тапсыру керек · { $number }</b>
    { $who }. { $count ->
        [0] Тапсыратын ешкім жоқ: органыңызда әріптес жоқ, жоғарыда ешкім шешпейді.
       *[other] Әріптес сіздің органыңызда шешеді, жоғары орган өтінішті өзі қарайды.
    }
application-passed-said = { $number } тапсырылды: { GIVEN($body) ->
        [0] { $who }.
       *[other] { $body }{ GIVEN($who) ->
            [0] .
           *[other] { "" } ({ $who }).
        }
    }
recuse-sure = <b>{ $number } · { $who }</b>
    Бұл туысыңыз болса, басқа қызметкер шешеді. Мұны қайтаруға болмайды.
application-recused-said = Белгіледім. { $number } өтінішін басқа қызметкер шешеді.

applications-list = <b>📋 Өтініштер · { $which ->
        [mine] сіз шешесіз
        [waiting] құжат күтуде
        [pay] төленуге тиіс
       *[all] барлығы
    }</b>{ GIVEN($only) ->
        [0] { NOTHING() }
       *[other] { "" } · { $only }
    }

    { $count ->
        [0] { GIVEN($only) ->
            [0] { $which ->
                [mine] Қазір шешетін ештеңе жоқ. Жаңа өтініш осында карточкамен келеді.
                [waiting] Ешкімнен құжат күтіп отырған жоқпыз.
                [pay] Төлейтін ештеңе жоқ.
               *[all] Өтініштер әзірге жоқ.
            }
           *[other] Бұл іріктеу бойынша ештеңе жоқ. Оны алып тастаңыз: «Іріктеу».
        }
       *[other] { $lines }
    }
    { $is_most ->
        [1] Мұнда барлығы емес: тізімді «Іріктеу» түймесімен тарылтыңыз немесе нөмірі бойынша ашыңыз, /case.
       *[0] { NOTHING() }
    }
application-line = { $number } · { $ground } · { $amount } · { $undecided ->
        [1] { $paper ->
            [1] құжат күтілуде, { AGE($age) }
           *[0] күткені { AGE($age) }
        }
       *[0] { $state }
    }{ GIVEN($promised) ->
        [0] { NOTHING() }
       *[other] { "" } · мерзімі { DATE($promised) }
    }{ $late ->
        [1] , мерзімі өтті
       *[0] { NOTHING() }
    }
button-list-mine = Мен шешемін · { $mine_count }
button-list-waiting = Құжат күтуде · { $waiting_count }
button-list-pay = Төленуге тиіс · { $pay_count }
button-list-all = Барлығы
button-narrow = Іріктеу
button-by-ground = Негізі
button-by-place = Ұйымы
button-by-age = Күткені
button-widen = Іріктеуді алу
button-meeting = Отырыс
button-payments = Төлемдер
applications-narrow = <b>Іріктеу</b>
    { GIVEN($only) ->
        [0] Тізімдегі барлық өтініш көрсетілген. Не бойынша тарылтамыз?
       *[other] Қазір: { $only }
    }
applications-by-ground = <b>Қандай негіз бойынша?</b>
applications-by-place = <b>Қандай ұйым?</b> Өзі және төмендегілердің бәрі.
    { $asked ->
        [0] Атауының бір бөлігін жазыңыз, мысалы: 7 мектеп Барнаул.
       *[1] { $count ->
            [0] «{ $sought }» ұйымын таппадым. Атауын басқаша жазыңыз.
           *[other] Таңдаңыз немесе атауын басқаша жазыңыз.
        }
    }
    { $more ->
        [1] Мұнда барлығы емес: қаланы немесе ауданды қосып жазыңыз.
       *[0] { NOTHING() }
    }
applications-by-age = <b>Қанша күтіп тұр?</b>
applications-older = { $days } күннен артық
applications-overdue = мерзімі өткен

meeting-closed = Отырыс жабылды, шешімдері жарияланды. Шешімді карточкада тек жаңа шешіммен өзгертуге болады.
meeting-not-on-agenda = Бұл өтініш қазір басқа органда.
meeting-bodies = <b>Отырыс</b>
    { $count ->
        [0] Қазір сіздің органдарыңызда күтіп тұрған өтініш жоқ. Өтініш түскенде отырыс осы жерден ашылады.
       *[other] Органды таңдаңыз: қасында күтіп тұрған өтініштер саны.
    }
button-body = { $body } · { $place } · { $count }
meeting-title = { $body }, { $place }, { DATE($day) }
button-meeting-goes-on = Өтіп жатыр: { $title }
button-meeting-closed = Жабылды: { $title }
meeting-day = <b>{ $body }</b>
    Отырыс қай күні?
button-meeting-day = { $now ->
        [1] Бүгін, { DATE($day) }
       *[0] { DATE($day) }
    }
meeting-agenda = <b>{ $title }</b>
    { $is_closed ->
        [1] Отырыс жабылды, № { $protocol } хаттама. Бәріне хабарладым.
       *[0] Күн тәртібінде: { $waiting }{ GIVEN($asked) ->
            [0] { NOTHING() }
           *[other] , сұрағаны { $asked }
        }
    }
    { $decided ->
        [0] { NOTHING() }
       *[other] Шешілді: { $decided }. Мақұлданды: { $approved }{ GIVEN($granted) ->
            [0] { NOTHING() }
           *[other] { "" } ({ $granted })
        }, қабылданбады: { $refused }.
    }
    { $is_closed ->
        [1] { NOTHING() }
       *[0] Жабылғанға дейін ешкім ештеңе білмейді, кез келген шешімді түзетуге болады.
    }
button-meeting-begin = { $decided ->
        [0] Бастау
       *[other] Жалғастыру
    }
button-agenda-pdf = Күн тәртібі PDF
button-agenda-xlsx = Күн тәртібі XLSX
button-extract = Үзінді PDF
button-meeting-decided = Шешілді: { $decided }
button-meeting-close = Отырыс жабылды
meeting-case = <b>{ $count } ішінен { $place }</b>
button-approve-sum = Мақұлдау: { $amount }
button-put-off = Кейінге қалдыру
button-to-agenda = Күн тәртібіне
meeting-decided = <b>Отырыста шешілді</b>
    { $count ->
        [0] Әзірге ештеңе.
       *[other] { $lines }
    }
    { $is_closed ->
        [1] { NOTHING() }
       *[0] Түзету үшін нөмірі бар «Түзету» түймесін басыңыз: шешім алынып, өтініш қайта ашылады.
    }
button-fix = Түзету: { $number }
meeting-line = { $number } · { $who } · { $ground } · { $refused ->
        [1] қабылданбады
       *[0] { $amount }
    }
meeting-undone = { $number }: шешім алынды
meeting-number = <b>{ $title }</b>
    Хаттаманың нөмірі қандай? Отырыс күні белгілі.
protocol-number-expected = Хаттаманың нөмірі керек, мысалы 12.
meeting-close = <b>Отырысты жабасыз ба?</b>
    { $title }, № { $number } хаттама.
    Шешілді: { $decided }. Мақұлданды: { $approved }{ GIVEN($granted) ->
        [0] { NOTHING() }
       *[other] { "" } ({ $granted })
    }, қабылданбады: { $refused }.
    { $decided } адамға хабарлаймын, содан кейін шешім тек жаңа шешіммен өзгереді.
    { $waiting ->
        [0] { NOTHING() }
       *[other] Шешімсіз қалатыны: { $waiting }. Келесі отырысты күтеді.
    }

payment-list = <b>Төленуге тиіс</b>
    { $count ->
        [0] Ештеңе жоқ. Өтініш мақұлданғанда осында шығады.
       *[other] Барлығы { $count }, сомасы { $total }. Бір төлеммен кеткендерін белгілеңіз.
    }

    { $lines }

    { $marked ->
        [0] { NOTHING() }
       *[other] Белгіленді: { $marked }, сомасы { $marked_total }
    }
payment-line = { $marked ->
        [1] ✓{ " " }
       *[0] { NOTHING() }
    }{ $number } · { $who } · { $ground } · <b>{ $amount }</b> · шешілген күні { DATE($day) }
button-mark = { $marked ->
        [1] ✓{ " " }
       *[0] { NOTHING() }
    }{ $number }
button-pay-marked = Төленді: { $marked }, { $marked_total }
button-payments-xlsx = Тізім XLSX
button-pay-all = Барлығы: { $left }
payment-amount = <b>Қанша төленді</b>
    { $lines }
    Бір бөлігі төленсе, сол соманы жазыңыз.
payment-order = <b>Төленді: { $total }</b>
    { $lines }
    Төлем тапсырмасының нөмірі мен күнін бір хабарламамен жазыңыз, мысалы: 118, 05.12.2026. Бүгін болса, нөмірі жеткілікті.
payment-order-expected = Төлем тапсырмасының нөмірі мен күні керек, мысалы: 118, 05.12.2026.
payment-part = { $number } · { $who } · { $amount }
payment-sure = <b>Жіберер алдында тексеріңіз</b>
    { $lines }
    Барлығы <b>{ $total }</b>, { DATE($day) }, № { $order } төлем тапсырмасы.
    { $count ->
        [one] Кәсіподақ мүшесі бірден біледі.
       *[other] Бәрі бірден біледі.
    }
payment-said = Жаздым, № { $order } төлем тапсырмасы. { $count ->
        [one] Кәсіподақ мүшесі біледі.
       *[other] { $count } адамға хабарладым.
    }
payment-share = <b>Қай төлем қайтып келді · { $number }</b>
    { $who }
button-share = { $amount }, { DATE($day) }{ GIVEN($order) ->
        [0] { NOTHING() }
       *[other] , № { $order }
    }
payment-reason = <b>{ $number } · { $share }</b>
    Неге қайтып келді? Кәсіподақ мүшесі сөзбе-сөз оқиды, мысалы: шот нөмірі қате.
payment-returned = <b>Жіберер алдында тексеріңіз</b> · { $number }
    { $who }: қайтып келген төлем { $share }.
    <blockquote>{ $reason }</blockquote>
    Өтініш қайтадан төленуге тиіс болады.
payment-returned-said = Жаздым. { $number } қайтадан төленуге тиіс.

notice-application-handed-to-you = { $who } сізге { $number } өтінішін тапсырды: { $ground }, { $amount }. Енді сіз шешесіз.
notice-application-signed = { $number } ({ $ground }, { $amount }) бойынша қол қойылған өтініш келді. Ол карточканың файлдары арасында.
notice-application-supplied = { $number } ({ $ground }, { $amount }) бойынша толықтыру келді. Ол карточкада.
notice-application-withdrawn = { $number } ({ $ground }, { $amount }) қайтарып алынды. Шешетін ештеңе жоқ.
notice-application-to-pay = { $number } мақұлданды: { $ground }, { $amount }. Төлеуге болады.
