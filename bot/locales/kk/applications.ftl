application-one = <b>{ $number }</b> · { $status }
    { $asked }
    { $by }
    { $text }
    { $files }
    { $signed }

    { $stands }
application-asked = { $ground }, { $amount }{ $day }
application-event-day = , { DATE($day) }
application-quote = <blockquote>{ $text }</blockquote>
application-files = Файлдар: { $files }.
application-filed-by = Сіз үшін берген: { $who }.
application-paper-line = • { $title }{ $hint }
application-paper-hint = . { $hint }
application-has-it = Қазір қарайтын: { $body }.
application-at-session = Отырыста шешіледі: { DAY($day) }.
application-by-day = Шешім { UNTIL($day) } шығады.
application-after-session = Шешімді отырыс аяқталғанда айтамыз.
application-wanted = <b>Сізден күтетініміз:</b> { $paper }
    Осы уақытта шешім мерзімі тоқтап тұрады.
application-brought = <b>Төрағаға қағаз түрінде әкеліңіз:</b>
    { $lines }
application-withdrawn-line = Өтінішті қайтарып алдыңыз: { MOMENT($day) }.
application-outcome-approved = <b>Мақұлданды: { $amount }.</b> { $body }{ $protocol }.
application-outcome-refused = <b>Қабылданбады:</b> { $reason }.
    { $words }
    { $body }{ $protocol }.
application-refusal-words = «{ $words }»
application-protocol = , № { $protocol } хаттама, { DATE($on) }
application-replaces = Бұл жаңа шешім, ол бұрынғысын алмастырады.
application-may-appeal = Келіспесеңіз, { UNTIL($until) } жоғарыға шағымдануға болады: { $body }.
application-paid-line = { $amount } төленді, { DATE($on) }.
application-left-line = Төленетін қалдық: { $amount }.
status-review = қаралуда
status-decided = отырыста шешілді
status-approved = мақұлданды
status-paid = төленді
status-refused = қабылданбады
application-status-review = қаралуда
application-status-waiting = құжат керек
application-status-approved = мақұлданды
application-status-refused = қабылданбады
application-status-paid = төленді
application-status-withdrawn = қайтарып алынды

application-withdraw = { $number } өтінішін қайтарып аласыз ба? Ол енді қаралмайды, нөмірі мен хат алмасу осында қалады. Жаңасын кез келген күні беруге болады.
application-appeal = <b>{ $number } бойынша шешімге шағымдану</b>
    { $above }
    Немен және неге келіспейтініңізді жазыңыз. Құжаттарды жібергеннен кейін бірден қосуға болады.
application-appeal-sure = <b>Жіберер алдында тексеріңіз</b> · { $number }
    { $appeal }
    { $above }
application-appeal-expected = Немен келіспейтініңізді сөзбен жазыңыз. Құжаттарды жібергеннен кейін бірден қосуға болады.
application-not-withdrawn = Шешім қабылданды, өтінішті қайтарып алуға болмайды.
application-takes-nothing = Қарау аяқталды, бұл өтінішке енді ештеңе қосылмайды.
application-no-appeal = Бұл шешімге шағымдануға болмайды: өтініш қабылданбады деген шешім жоқ, мерзім өтті немесе жоғарыда ешкім жоқ.

button-attach = Құжат қосу
button-write-or-attach = Толықтыру немесе құжат қосу
button-appeal = Шағымдану
application-signed = { $how ->
        [sent] Қол қойылған өтініш жіберілді.
        [paper] Қол қойылған өтініш қағазда қабылданды.
       *[none] { NOTHING() }
    }
application-sign = <b>{ $number }: қол қойылған өтініш</b>
    Оны осында фотосурет немесе PDF түрінде жіберіңіз. Не төрағаға қағаз күйінде беріңіз: ол өзінде белгілейді.
application-signed-expected = Қол қойылған өтініштің фотосуреті немесе PDF керек.
button-signed = Қол қойылғанын жіберу
button-statement = Қол қоятын өтініш (PDF)

notice-application-accepted = <b>{ $number } өтініші қабылданды.</b>
    { $asked }
    { $expected } Құжат керек болса, осында жазамын.
    { $brought }
notice-application-accepted-for = <b>{ $number } өтініші қабылданды.</b>
    Сіз оны кәсіподақ мүшесі үшін бердіңіз: { $name }.
    { $asked }
    { $expected } Ол ботқа кіргенде өтініш оның 📂 Менің өтініштерім бөлімінде болады.
notice-application-paper-wanted = <b>{ $number }: құжат керек</b>
    <blockquote>{ $paper }</blockquote>
    Оны осында бір файлмен жіберіңіз немесе түймені басыңыз. Осы уақытта шешім мерзімі тоқтап тұрады, қайта толтырудың қажеті жоқ.
notice-application-supply-accepted = { $count ->
        [0] Жеткіздім: { $number }.
       *[other] { $number } өтінішіне қостым, алынған файл: { $count }.
    } Өтініш қайтадан қаралуда. { $expected }
notice-application-signed-accepted = { $number } бойынша қол қойылған өтініш алынды, ол қоса тіркелді.
notice-application-passed-on = { $number } жоғарыға берілді: { $body }. { $expected }
notice-application-approved = { $replaces }

    <b>{ $number }: { $amount } мақұлданды.</b>
    { $ground }. { $body }{ $protocol }.
    Ақшаны қазынашы аударады, аударылғанда осында жазамын.
notice-application-refused = { $replaces }

    <b>{ $number }: қабылданбады.</b>
    { $ground }. { $body }{ $protocol }.
    Себебі: { $reason }.
    { $words }

    { $appeal }
notice-application-paid = <b>{ $number }: { $amount } төленді</b>, { DATE($on) }.
    { $rest }
notice-application-payment-returned = <b>{ $number }: { $amount } төлемі қайтып келді.</b>
    Себебі: { $reason }.
    Деректемелерді қазынашыдан тексеріңіз: ақша қайта жіберіледі.
notice-application-appeal-accepted = <b>{ $number } бойынша шағым қабылданды.</b> Енді оны қарайтын: { $body }. { $expected }
