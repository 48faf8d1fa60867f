button-load-registry = Тізілімді жүктеу
button-registry-check = Тексеру
button-registry-other = Бұл тізілім емес
button-registry-apply = Енгізу
button-registry-mistakes = Барлық қате файлмен
button-registry-remove = Иә, { $count } адамды шығару
button-registry-undo = Жүктеуді қайтару
button-registry-return = Иә, бұрынғыдай болсын

registry-file = <b>Тізілім файлын жіберіңіз</b>
    Excel кітабы (.xlsx) немесе .csv кестесі жарайды: бір құжатпен, 20 МБ-қа дейін. Алдымен не өзгеретінін көрсетемін. Сіз айтпайынша тізілім өзгермейді.
    { $last }
registry-last = Соңғы жүктеу: { MOMENT($at) }. Оны қайтаруға болады.
registry-file-expected = Тізілім файлы керек: Excel кітабы (.xlsx) немесе .csv кестесі, құжатпен.
registry-too-big = Файл { $size } МБ, ал чаттан { $limit } МБ-қа дейін қабылдай аламын. Оны серверде <code>python -m bot import-members ФАЙЛ</code> командасымен жүктеңіз: ол не өзгеретінін көрсетеді, <code>--apply</code> қосылса енгізеді.
registry-old-excel = Бұл Excel-дің ескі пішімі (.xls). Файлды Excel немесе LibreOffice-те ашып, «Басқаша сақтау», «Excel кітабы (.xlsx)» дегенді таңдаңыз да, жаңасын жіберіңіз.
registry-gone = Тізілімді жүктеу сізге енді қолжетімді емес.
registry-offered = <b>{ $name }</b>
    Бұл тізілім файлы ма? Тексеріп, не өзгеретінін көрсетемін. Тізілімнің өзі әзірге өзгермейді.
registry-checking = <b>{ $name }</b>
    Файлды оқып жатырмын: { $progress } %. Осында күтудің қажеті жоқ: біткенде жазамын. Бот әдеттегідей жұмыс істейді.
registry-checked = <b>Тексердім: { $name }</b>
    { $again ->
        [1] Файл күтіп тұрғанда тізілім өзгерді, сандар енді басқа. Қайта қараңыз.
       *[0] Әзірге ештеңе өзгерген жоқ.
    }

    { $numbers }
    { $notes }
    { $mistakes }

    { $nothing ->
        [1] Тізілімде өзгертетін ештеңе жоқ.
       *[0] Файл шешіміңізді бір тәулік күтеді, содан кейін оны өшіремін.
    }
registry-numbers = Жаңа: { $added }
    Өзгерген: { $changed }
    Шыққан: { $removed }
    Өзгеріссіз: { $same }
    Қате жолдар: { $bad }
registry-note-twice = { $count } жол басқа мектептегі адамды қайталайды: ол біріншісінде қалады.
registry-note-staying = Қолмен ауыстырылған жерінде қалады: { $count } адам. Файлда олар әлі бұрынғы ұйымында.
registry-note-overruled = Қолмен ауыстырылған, бірақ файлда басқа ұйым көрсетілген, жүктеу сонда ауыстырады: { $count }
registry-note-planned = Файл ауыстырады, ал кейінгі күнге қолмен ауыстыру да белгіленген, ол орындалады: { $count }
registry-note-unread-phones = Телефон оқылмады, онсыз жүктеймін: { $count }
registry-note-organisations = Жаңа ұйымдар: { $count } ({ $names })
registry-note-sheets = Кәсіподақ билетінің нөмірі жоқ парақтар алынбады: { $names }
registry-note-absent = Файлда мына бағандар жоқ: { $names }
registry-mistake = • { $where }: { $why }
registry-place = { $named ->
        [1] «{ $sheet }» парағы, { $row }-жол
       *[0] { $row }-жол
    }
registry-said = { $column }: { $empty ->
        [1] бос
       *[0] «{ $value }»
    }
registry-problem-past = { $said }, өткен күн керек
registry-problem-age = { $said }, жасы { $years } немесе одан үлкен болуы керек
registry-problem-future = { $said }, бүгіннен кеш емес күн керек
registry-problem-before-birth = { $said }, туған күнінен кейінгі күн керек
registry-problem-category = { $said }, мыналардың бірі керек: қызметкер (работник), білім алушы (студент), зейнеткер (пенсионер), немесе бос
registry-problem-status = { $said }, мыналардың бірі керек: состоит (мүше), приостановлен (тоқтатылған), исключён (шығарылған), немесе бос
registry-problem-excel = { $said }, Excel ұзын санды бұзып жіберген, баған «Мәтін» пішімінде болуы керек
registry-problem-card = { $said }, нөмір керек, мысалы 0012345
registry-problem-surname = { $said }, тегі керек
registry-problem-first-name = { $said }, аты керек
registry-problem-full-name = { $said }, тегі, аты және әкесінің аты керек
registry-problem-date = { $said }, күні мынадай болуы керек: { $example }
registry-problem-too-early = { $said }, { $earliest } күнінен ерте болмауы керек
registry-problem-name = { $said }, атауы керек
registry-problem-long-name = { $said }, { $most } таңбадан аспауы керек
registry-problem-twice = { $column }: файлда тағы бар ({ $places }{ $more ->
        [1] {" "}т. б.
       *[0] { NOTHING() }
    }), бір адамға бір нөмір керек
registry-more = тағы { $count }
registry-mistakes-where = Қайда
registry-mistakes-why = Нені түзету керек
registry-mistakes-file = тізілім-қателері
registry-mistakes-gone = Бұл тізім енді жоқ: содан бері басқа файл жүктелді. Файлды қайта жіберіңіз, тексеремін.
registry-confirming = <b>{ $active } адамның { $losing }-і рұқсатынан айырылады</b>
    Бұл кәсіподақта тұрғандардың { $share } %-ы. Тізілімнің бір бөлігі ғана жіберілгенде осылай болады. Файлды тексеріп, шешіңіз.
registry-applying = <b>{ $name }</b>
    Өзгерістерді енгізіп жатырмын: { $progress } %. Біткенде жазамын. Бот әдеттегідей жұмыс істейді.
registry-applied = <b>Тізілім жүктелді</b>
    { $name }, { MOMENT($at) }

    { $numbers }

    { $last ->
        [1] Басқа файл жүктелгенше бұл жүктеуді қайтаруға болады.
       *[0] Оны енді қайтаруға болмайды: содан кейін басқа файл жүктелді.
    }
registry-undo-asked = <b>Тізілім бұрынғыдай болсын ба?</b>
    Жүктеу { $name }, { MOMENT($at) }.
    Қосылғандар шығады, өзгергендерге бұрынғы мәліметтері, шыққандар қайтады. Қосылғандардың ботты пайдаланып үлгергендері және жүктеуден кейін қолмен өзгертілгендер қалады.
registry-undoing = <b>{ $name }</b>
    Тізілімді бұрынғы қалпына келтіріп жатырмын. Біткенде бұл карточка өзгереді.
registry-undone = <b>Жүктеу қайтарылды</b>
    Қосылғандардан шығарылды: { $taken }
    Бұрынғы мәліметтері қайтты: { $restored }
    Шыққандардан қайтты: { $returned }
    { $kept_names }
    { $moved_names }
    { $touched_names }
registry-undone-kept = Ботқа кіргендіктен, өтініші, рөлі немесе ауысуы болғандықтан қалды: { $count }
registry-undone-moved = Жүктеуден кейін ауыстырылған жерінде қалды: { $count }
registry-undone-touched = Жүктеуден кейін деректері қолмен өзгертілгендіктен, бұрынғыдай қалды: { $count }
registry-undone-name = { $name }, билет { $card }
registry-refused = <b>Файл жарамады</b>
    { $reason }
    Тізілім бұрынғыдай. Файлды түзетіп, қайта жіберіңіз.
registry-unfit-missing = { $name } файлы табылмады: тізілімнің жолын көрсетіңіз, .xlsx немесе .csv.
registry-unfit-unreadable = { $name } файлы оқылмайды: { $why }.
registry-unfit-empty = { $name } файлы бос: баған атаулары мен жолдары бар тізілім керек.
registry-unfit-old-excel = { $name } файлы Excel-дің ескі пішімінде немесе құпиясөзбен жабылған: оны Excel немесе LibreOffice-те ашып, «Басқаша сақтау» → «Excel кітабы (.xlsx)» дегенді құпиясөзсіз таңдаңыз да, жаңасын жүктеңіз.
registry-unfit-kind = { $name } файлы тізілімге ұқсамайды: .xlsx немесе .csv файлы керек.
registry-unfit-broken = { $name } файлы бүлінген немесе бұл XLSX емес: оны Excel-де ашып, қайта сақтаңыз.
registry-unfit-csv = { $name } файлы, { $row }-жол: бұл CSV емес ({ $why }); тырнақшаларды тексеріңіз немесе файлды XLSX етіп сақтаңыз.
registry-unfit-no-text = { $name } файлы мәтін емес: тізілімді «CSV UTF-8» немесе XLSX кітабы етіп сақтаңыз.
registry-unfit-columns = { $name } файлы{ $on_sheet ->
        [1] , «{ $sheet }» парағы
       *[0] { NOTHING() }
    }: мына бағандар жоқ: { $missing }. { $any ->
        [1] Табылғаны: { $found }.
       *[0] Атауы бар баған табылмады.
    } Керегі: { $needed } (алғашқы үшеуінің орнына бір «ФИО» болса жарайды).
registry-unfit-sheets = { $name } файлы: бірде-бір парақта ({ $sheets }) «№ профбилета» бағаны жоқ. Керегі: { $needed }.
registry-unfit-no-rows = Файлда бірде-бір жарамды жол жоқ.
registry-unfit-raced = Тізілім оқылып жатқанда базада дәл сондай ұйым немесе билет пайда болды: файлды қайта жүктеңіз.
registry-unfit-old-key = Кілт ауыстыру аяқталмаған: серверде python -m bot keys rotate командасын орындаңыз, содан кейін файлды қайта жүктеңіз.
registry-failed = <b>{ $name }</b>
    Болмады, себебін түсіндіре алмаймын. Файлды қайта жіберіңіз; тағы болмаса, серверде командамен жүктеңіз.
registry-cancelled = <b>{ $name }</b>
    Жақсы, бұл файлды жүктемеймін. Ол заңгерге сұраққа қатысты болса, «⚖️ Заңгерге сұрақ» бөлімінде тіркеңіз.
registry-expired = <b>{ $name }</b>
    Бір тәулік өтті, файлды өшірдім. Тізілім бұрынғыдай. Жүктеу үшін файлды қайта жіберіңіз.
