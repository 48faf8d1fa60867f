document-agenda = Повестка заседания { $day }
document-extract = Выписка из протокола № { $number } от { $day }
document-payments = К выплате
document-ground = { $left ->
        [0] { $ground }: просят { $asked }.
       *[other] { $ground }: просят { $asked }, осталось { $left }.
    }
document-total = Всего: { $total }
document-granted = Всего одобрено: { $total }
document-approved = одобрить { $amount }
document-refused = отказать: { $reason }
document-signatures = Председатель ____________________     Секретарь ____________________
document-column-number = Номер
document-column-who = Кто
document-column-place = Организация
document-column-ground = Основание
document-column-asked = Просит
document-column-proposed = Предложено
document-column-decision = Решение
document-column-granted = Одобрено
document-column-left = К выплате
aid-statement-event = День события: { $day }
