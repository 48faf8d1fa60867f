document-agenda = Отырыстың күн тәртібі, { $day }
document-extract = № { $number } хаттамадан үзінді, { $day }
document-payments = Төлеуге
document-ground = { $left ->
        [0] { $ground }: { $asked } сұралады.
       *[other] { $ground }: { $asked } сұралады, { $left } қалды.
    }
document-total = Барлығы: { $total }
document-granted = Барлығы мақұлданды: { $total }
document-approved = { $amount } мақұлдау
document-refused = қабылдамау: { $reason }
document-signatures = Төраға ____________________     Хатшы ____________________
document-column-number = Нөмірі
document-column-who = Кім
document-column-place = Ұйым
document-column-ground = Негіз
document-column-asked = Сұрайды
document-column-proposed = Ұсынылды
document-column-decision = Шешім
document-column-granted = Мақұлданды
document-column-left = Төлеуге
aid-statement-event = Оқиға күні: { $day }
