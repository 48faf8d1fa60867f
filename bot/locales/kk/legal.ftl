question-resume = <b>Сізде жоба бар:</b> { $section }
    <blockquote>{ $beginning }</blockquote>
    { $count ->
        [0] { NOTHING() }
       *[other] Файлдар: { $files }.
    }
    Жобаны жалғастырасыз ба?
question-no-words = әзірге мәтін жоқ
question-text = { $term }

    <b>{ $begin }</b> Өз сөзіңізбен жазыңыз, дауыспен де айтуға, фотосурет пен құжат қосуға болады.
    { $count ->
        [0] { NOTHING() }
       *[other] { $count } файл алынды: { $files }.
    }
    { $spoken ->
        [voice] Дауыстық хабарламаны сақтадым, { $worker } тыңдайды. Сұрақтың не туралы екенін бір жолмен жазыңыз: есімдер мен күндерді тыңдағаннан гөрі оқыған оңай.
        [video_note] Бейнехабарламаны сақтадым, { $worker } көреді. Сұрақтың не туралы екенін бір жолмен жазыңыз: есімдер мен күндерді тыңдағаннан гөрі оқыған оңай.
        [files] Енді не болғанын жазу қалды.
       *[other] { NOTHING() }
    }
question-matter = <b>Не болды?</b>
    { $has_text ->
        [1] Мәтінді сақтадым. Бір түймені басу ғана қалды.
       *[0] Сұрағыңыз кезекте бірінші тұрады. Заң қанша уақыт беретінін айтамын.
    }
question-date = <b>{ $question }</b>
    Күнін жазыңыз, мысалы 02.11.2026 немесе 2 қараша.
date-expected = Нақты күн керек, мысалы 02.11.2026 немесе 2 қараша. Есіңізде болмаса, «Өткізіп жіберу» түймесін басыңыз.
date-expected-kept = Мұны сақтадым, сұрақпен бірге жіберіледі. Енді нақты күн керек, мысалы 02.11.2026 немесе 2 қараша. Есіңізде болмаса, «Өткізіп жіберу» түймесін басыңыз.
date-in-future = Бұл күн әлі келген жоқ. Мерзім қағаз қолыңызға берілген күннен есептеледі. Ол әлі жоқ болса, «Өткізіп жіберу» түймесін басыңыз.
urgent-other = Басқа шұғыл жағдай
urgent-first = Сұрағыңыз кезекте бірінші тұрады.
urgent-term = { $explain } ({ $law })
urgent-deadline = { $explain } ({ $law })
    { $passed ->
        [1] Сіз атаған күн: { DATE($learned) }. Бұл мерзім { DATE($deadline) } күні өтіп кетті. Сонда да сұраңыз: дәлелді себеп болса, сот оны қалпына келтіре алады.
       *[0] Сіз атаған күн: { DATE($learned) }, демек соңғы күн: <b>{ DATE($deadline) }</b>.
    }
question-summary = <b>Жіберер алдында тексеріңіз</b>
    <blockquote>{ $text }</blockquote>
    { $count ->
        [0] { NOTHING() }
       *[other] { $count } файл алынды: { $files }.
    }
    Тақырыбы: { $topic }
    { $details }
    { $confidential ->
        [1] Кім көреді: сұрақты алған бір { $worker } ғана
       *[0] Кім көреді: { $workers }{ $anonymous ->
            [1] , аты-жөніңіз бен жұмыс орныңыз көрсетілмейді
           *[0] { NOTHING() }
        }
    }
    { $call ->
        [1] { $Worker } қоңырау шалады: { $phone }
       *[0] { NOTHING() }
    }

    { $term }
question-topic = Сұрағыңыз не туралы?
question-rewrite = <b>Қайта жазыңыз.</b>
    Қазір жазылғаны:
    <blockquote>{ $beginning }</blockquote>
    Жаңа мәтін осының орнына қойылады, файлдар қалады.
question-files = <b>Фотосурет немесе құжат жіберіңіз.</b>
    { $count ->
        [0] { NOTHING() }
       *[other] { $count } файл алынды: { $files }.
    }
    Бәрін жіберген соң «Дайын» түймесін басыңыз.
question-draft-kept = Жаптым. Жоба сақталды: жалғастыру үшін «{ $section }» бөлімін ашыңыз.
question-desk-closed = Мұнда жаңа өтініш енді қабылданбайды. Бұрынғылары «📂 Менің өтініштерім» бөлімінде қалды, басқа бөлімдер төмендегі мәзірде.
question-draft-gone = Бұл жоба жіберілген немесе өшірілген. Жаңасын төмендегі мәзірден бастаңыз.
question-members-only = Мұнда қазір кәсіподақ мүшесі болып тұрғандар ғана жаза алады. Кімге хабарласу керегін /help көрсетеді.
question-edited = { $number } мәтінін түзеттім. Жауап жаңа мәтінге беріледі, бұрынғысы тарихта қалады.
question-edited-late = { $number } мәтінін түзеттім. Бірақ бұрынғы мәтінге жауап беріліп қойған: жаңасына да жауап керек болса, өтінішті ашып, «Толықтыру» түймесін басыңыз.
question-too-many-open = Сізде { $limit } ашық сұрақ бар, бір мезгілде одан көп ашуға болмайды. Біреуін толықтырыңыз: 📂 Менің өтініштерім.
question-already-taken = Сұрақ { $worker_of }: { $who }, { $age ->
        [0] жаңа ғана алды
       *[other] { AGE($age) } бұрын алды
    }.
question-not-waiting = Бұл сұрақ енді жауап күтпейді: ол қайтарып алынған немесе жабылған.
question-was-withdrawn = Сұрақ қайтарып алынды, оған жауап берудің қажеті жоқ. Ештеңе жіберілген жоқ.
question-not-answered = Бұл сұрақпен қайтадан жұмыс істеліп жатыр. Жаңа жауап келгенде, соны бағалай аласыз.
question-not-yours = Бұл сұрақ қазір сізде емес. Төмендегі мәзірден кезекті ашыңыз.
question-not-reopened = Бұл өтініш жабылған, оны енді қайта ашуға болмайды. Төмендегі мәзірден жаңа сұрақ қойыңыз.
question-not-withdrawn = Бұл сұраққа жауап берілген, оны қайтарып алуға болмайды.
question-taken = Сұрақ сізде, мерзімі: { MOMENT($until) }.

button-urgent-short = { $urgent ->
        [1] Мерзімі
       *[0] Бұл шұғыл
    }
button-not-urgent = Бұл шұғыл емес
button-make-confidential = Жабық сұрақ ету: бір { $worker } ғана
button-make-open = Ашық сұрақ ету: { $workers }
button-topic = Тақырыпты өзгерту
button-rewrite = Мәтінді өзгерту
button-add-file = Файл қосу
button-drop-file = Соңғы файлды алып тастау
button-call-me = { $call ->
        [1] Қоңырау шалмай, осында жауап беру
       *[0] Маған қоңырау шалу: { $phone }
    }

notice-question-accepted = <b>{ $number } өтініші қабылданды.</b>
    { $Worker } { UNTIL($promised) } жауап береді. Одан бұрын бірдеңені нақтылау керек болса, осында жазамын.
notice-reply-accepted = { $number } бойынша жазғаныңызды { $worker_to } жеткіздім. Жауап { UNTIL($promised) } беріледі.
notice-promise-moved = { $number } сұрағына жауап кешігіп жатыр, кешіріңіз. { UNTIL($promised) } жауап береміз. Сұрақты { $head } қадағалап отыр.
notice-rated-helped = Рақмет. { $number } жабылды. Сұрақ қайта туса, осы өтінішті ашып, толықтырыңыз.
notice-rated-not-helped = Өкінішті. Жауаптың астындағы «Нақтылау» түймесін басыңыз немесе { $number } өтінішін ашып, не жетпегенін жазыңыз: сұрақ сол { $worker_to } қайтады.

answer-head = <b>{ $number } сұрағыңызға жауап</b>
    <blockquote>{ $question }</blockquote>
clarify-head = <b>{ $Worker } { $number } бойынша нақтылап сұрайды</b>
    <blockquote>{ $question }</blockquote>
spoken-part = { $text }
spoken-signature = <i>{ $office }</i>
paper-signed = Қол қойылған өтініш
paper-caption = { $name }
button-helped = Көмектесті
button-not-helped = Көмектеспеді
button-clarify = Нақтылау

card-gone = Бұл өтініш сізге енді қолжетімді емес.
card-head = <b>{ $number }</b> · { $topic } · { $state }
card-quote = <blockquote>{ $text }</blockquote>
card-confidential = { $taken ->
        [1] Жабық сұрақ: есімі мен мәтінін алған адам ғана көреді.
       *[0] Жабық сұрақ: есімі мен мәтінін кім алса, сол ғана көреді.
    }
card-who = { $who }
card-files = Файлдар: { $files }
card-promise = <b>{ UNTIL($promised) }</b> жауап беру керек
card-urgent = <b>Шұғыл</b>
card-language-kk = Қазақ тілінде сұралған
card-language-ru = Орыс тілінде сұралған
card-deadline = <b>Шұғыл: заң бойынша соңғы күн { DATE($deadline) }</b>
card-edited = { $count } рет өзгертілді
card-member-said = <b>Кәсіподақ мүшесі:</b> { $text }
card-desk-said = <b>{ $Worker }:</b> { $text }
card-undelivered = Жеткізілмеді: пайдаланушы ботты бұғаттаған. Жауап сақталды, ол ботқа оралғанда жетеді.
card-call-back = <b>Қоңырау шалуды сұрайды:</b> { $phone }
card-helped = Жауап көмектесті
card-not-helped = Жауап көмектеспеді
card-result = Қорытынды: { $result }
card-court = сот
result-former = Бұрынғы тізімдегі қорытынды
state-waits = күтуде, түскен уақыты { MOMENT($since, day: 1) }
state-yours = сізде, мерзімі { MOMENT($until) }
state-taken = { $worker_of }: { $who }
state-waiting = кәсіподақ мүшесінің жауабын күтуде
state-answered = жауап берілді
state-closed = жабылды
state-withdrawn = қайтарып алынды
button-take = Алу
button-answer = Жауап беру
button-answer-more = Жауапты толықтыру
button-hand-over = Басқаға тапсыру
button-files = Файлдар
button-versions = Бұрынғы нұсқалар
button-mark-result = Қорытындыны белгілеу

notice-member-replied = { $reopened ->
        [1] { $number } қайта ашылды: кәсіподақ мүшесі жазды.
       *[0] { $number } бойынша сізге хабарлама келді.
    }
notice-member-edited = { $number } мәтіні түзетілді. Карточкада жаңасы тұр.
notice-member-withdrew = { $number } қайтарып алынды: жауап берудің қажеті жоқ.
notice-undelivered = { $number } жеткізілмеді: пайдаланушы ботты бұғаттаған. Жауап сақталды, ол ботқа оралғанда жетеді.
notice-promise-near = { $number }: уәде етілген жауап мерзімі { MOMENT($due) }.
notice-promise-missed-head = { $number }: мерзім өтті, жауап берілмеді. Кәсіподақ мүшесіне жаңа күн айтылды: { DATE($promised) }.
notice-lease-ended = { $number } кезекке қайтты: сіз алып, уақытында жауап бермедіңіз. Қайта алуға болады.
notice-lease-ended-head = { $number } кезекке қайтты: { $worker } алып, уақытында жауап бермеді.
notice-handed-to-you = { $number } енді сізде, тапсырған { $worker } { $who }.

desk-queue = <b>{ $queue }</b>
    { $count ->
        [0] Ешкім күтіп тұрған жоқ.
       *[other] { $lines }
    }
desk-mine = <b>Менің сұрақтарым</b>
    { $count ->
        [0] Сізде ештеңе жоқ. Төмендегі мәзірден кезекті ашыңыз.
       *[other] { $lines }
    }
queue-line = <b>{ $number }</b> · { $topic } · { AGE($age) }{ $dated ->
        [1] { "" } · <b>заң бойынша соңғы күн { DATE($deadline) }</b>
       *[0] { $urgent ->
            [1] { "" } · <b>шұғыл</b>
           *[0] { NOTHING() }
        }
    } · жауап { UNTIL($promised) }{ $confidential ->
        [1] { "" } · жабық
       *[0] { NOTHING() }
    }{ $anonymous ->
        [1] { "" } · аты-жөнсіз
       *[0] { NOTHING() }
    }{ $named ->
        [1] { "" } · { $who }
       *[0] { NOTHING() }
    }{ $status ->
        [waiting] { "" } · жауап күтудеміз
        [answered] { "" } · жауап берілді
       *[other] { NOTHING() }
    }{ $held ->
        [1] { "" } · { $worker_of }: { $holder }
       *[0] { NOTHING() }
    }
hand-over-choose = <b>{ $number } кімге тапсырылады?</b>
    { $count ->
        [0] Тапсыратын басқа адам жоқ. Сұрақты кезекке қайтаруға болады.
       *[other] Әріптесіңіз карточканы бірден алады.
    }
button-to-queue = Кезекке қайтару
handed-over = Тапсырдым.
given-back = Кезекке қайтардым.
mark-topic = <b>{ $number }: сұрақ не туралы болды?</b>
    Қазір: { $topic }.
mark-result = Немен аяқталды?
mark-effect = <b>Қанша ақша қайтарылды немесе үнемделді?</b>
    Соманы жазыңыз, мысалы 15000. Ақша болмаса, «Өткізіп жіберу» түймесін басыңыз.
mark-court = <b>Іс сотта болды ма?</b>
    { $paid ->
        [1] Ақша: { $effect }.
       *[0] { NOTHING() }
    }
marked = Жазып қойдым.
