#include "server/seed/phrases.h"

namespace server::seed
{

using namespace Qt::StringLiterals;

const QList<Topic>& topics()
{
    static const QList<Topic> list{
        {"shipping",
         "Order {order} has not arrived",
         {"Hi, I ordered the {product} over a week ago ({order}) and the tracking has not moved since Monday. Can you "
          "find out where it is?",
          "Good morning, the tracking page says my parcel {order} was delivered, but there is nothing at the door and "
          "the neighbours have not seen it either.",
          "Hello! Any news about {order}? It was meant as a birthday present for this Saturday."},
         {"Hi {first}, thank you for your patience. I have asked the carrier to look for {order}; they answer within "
          "one working day and I will write to you as soon as I know more.",
          "Hello {first}, I am sorry about the delay. The parcel was scanned at the depot this morning, so it should "
          "be with you tomorrow before 18:00.",
          "Hi {first}, the carrier has confirmed that {order} is lost. I can send the {product} again today or refund "
          "it. Which do you prefer?"},
         {"Thanks for looking into it. Please tell me as soon as there is something new.",
          "It still says the same today. Should I wait or can you send another one?",
          "It has just arrived, thank you so much!", "A new one would be best, thanks."},
         {"Carrier case opened, reference in the portal.", "Second lost parcel in this postcode this month."}},
        {"order change",
         "Change to order {order}",
         {"Hi, I made a mistake in {order}: I need two of the {product}, not one. Can that still be changed?",
          "Hello, could you please change the delivery address of {order}? We move house on Friday.",
          "I ordered the {product} in the wrong colour. Is it too late to switch {order} to dark green?"},
         {"Hi {first}, no problem. I have changed {order}; you will get an updated confirmation in a minute.",
          "Hello {first}, {order} is being packed already, so I cannot change it any more. You can return it free of "
          "charge and I will put the other one aside for you.",
          "Hi {first}, which address should it be? Please write street, number and postcode."},
         {"Perfect, that was quick.", "Great. And does that change the delivery date?",
          "Station Road 12, 1234 AB, please. Thanks!", "Could you remove the gift wrap as well?"},
         {"Changed the quantity before the pick list was printed."}},
        {"returns",
         "Return of the {product}",
         {"Hello, the {product} is lovely but too small for us. How do I send it back?",
          "I sent back the {product} from {order} two weeks ago. When will I get my money?",
          "Hi there, the return label does not print, I only get an empty page. Could you send it as a PDF?"},
         {"Hi {first}, you can hand the parcel in at any service point; the label is attached. The refund follows "
          "within five working days after it has reached us.",
          "Hello {first}, we received the return of {order} yesterday and have just released the refund. It can take "
          "three days until your bank shows it.",
          "Hi {first}, thank you for telling me. Here is the label again; it works without a printer too, they scan "
          "the code from your phone."},
         {"Got it, thank you.", "I do not see the money yet. Was it sent to my card?",
          "Does it have to be in the original box?", "Thanks, dropped it off just now."},
         {"Return received in good state.", "Asked the warehouse for a photo."}},
        {"refund",
         "Refund for {order}",
         {"Hello, I was charged twice for {order}. Please pay one of them back.",
          "Hi, I cancelled {order} on the same day, but the payment was still taken. What now?"},
         {"Hi {first}, you are right: there was a second payment. I have refunded it in full.",
          "Hello {first}, the cancellation came through after the payment. The amount is on its way back to you."},
         {"Thank you, I can see it now.", "How long will that take?", "Perfect, have a nice day."},
         {"Double payment confirmed in the payment provider's log."}},
        {"product question",
         "Question about the {product}",
         {"Hi! Which size of the {product} should I take? I am 1.78 m and usually wear a medium.",
          "Is the {product} dishwasher safe? I could not find it on the page.",
          "Good evening, will the {product} be back in stock this month?"},
         {"Hi {first}, with that height I would take a medium; it runs a little large.",
          "Hello {first}, yes, at up to 60 degrees on the upper rack.",
          "Hi {first}, we expect the next delivery in about two weeks. Shall I write to you when it is here?"},
         {"Great, then I will order it today.", "Yes please!", "And is it made in Europe?", "Thanks for the advice."},
         {"Size guide should say this more clearly."}},
        {"complaint",
         "The {product} arrived damaged",
         {"The {product} from {order} arrived broken. The box was fine on the outside, so it must have happened "
          "before. "
          "I have added a picture.",
          "I am really disappointed. This is the second time that something is missing from my order ({order}).",
          "The {product} stopped working after three weeks. What are my options?"},
         {"Hi {first}, I am sorry, that is not how it should reach you. A replacement leaves our warehouse today; you "
          "can keep or throw away the broken one.",
          "Hello {first}, I understand that this is annoying. I have sent the missing part with express delivery and "
          "refunded the shipping.",
          "Hi {first}, that is covered by our warranty. Could you tell me the number on the underside?"},
         {"Thank you for the quick solution.", "The number is 40-2281-B.",
          "Fine, but please check it before it leaves.", "The new one is here and works. Thanks!"},
         {"Third report for this batch, told the buyers.", "Regular customer, goodwill approved."}},
        {"discount",
         "Discount code does not work",
         {"Hi, the code WELCOME10 is refused at the checkout. What am I doing wrong?",
          "I forgot to enter my voucher in {order}. Can it be taken off afterwards?"},
         {"Hi {first}, that code is for first orders only. I have made you another one: THANKS10.",
          "Hello {first}, of course. I have refunded the difference for {order}."},
         {"It works now, thanks!", "Great service, thank you."},
         {}},
        {"",
         "Invoice for {order}",
         {"Hello, we need an invoice with our VAT number for {order}. Could you send one?",
          "Could you please resend the invoice of {order}? Our accountant cannot find it."},
         {"Hi {first}, the invoice is attached. The VAT number is on it.",
          "Hello {first}, here is the invoice again as a PDF."},
         {"Thank you, that is all I need.", "Sorry, the company name is missing. Could you add it?"},
         {"Company details stored on the profile."}},
    };
    return list;
}

const QList<Topic>& foreignTopics()
{
    static const QList<Topic> list{
        {"shipping",
         "أين طلبي {order}؟",
         {"مرحبًا، لم يصل طلبي {order} حتى الآن. هل يمكنكم التحقق من حالة الشحن؟"},
         {"مرحبًا {first}، نعتذر عن التأخير. طلبك {order} في الطريق ومن المتوقع أن يصل غدًا."},
         {"شكرًا جزيلًا!", "لم يصل بعد، هل من جديد؟"},
         {"تم الاتصال بشركة الشحن."}},
        {"returns",
         "החזרה של {product}",
         {"שלום, אני רוצה להחזיר את {product} מהזמנה {order}. מה עליי לעשות?"},
         {"שלום {first}, צירפנו תווית החזרה. הזיכוי יתבצע תוך חמישה ימי עסקים."},
         {"תודה רבה על העזרה!", "לא קיבלתי את התווית, אפשר לשלוח שוב?"},
         {}},
        {"product question",
         "关于 {product} 的问题",
         {"您好，请问 {product} 还有货吗？我想买两件，订单 {order} 可以修改吗？"},
         {"{first} 您好，有现货。订单 {order} 已经为您修改好了。"},
         {"太好了，谢谢！", "请问什么时候发货？"},
         {}},
        {"shipping",
         "ご注文 {order} について",
         {"注文番号 {order} の商品がまだ届いていません。配送状況を教えていただけますか。"},
         {"{first} 様、ご不便をおかけして申し訳ございません。明日の午前中にお届けの予定です。"},
         {"ありがとうございます。", "まだ届いていないようです。"},
         {}},
        {"refund",
         "{order} 환불 문의",
         {"안녕하세요, {order} 주문을 취소했는데 아직 환불이 되지 않았어요."},
         {"{first} 님, 안녕하세요. 오늘 환불 처리를 완료했습니다. 3일 안에 확인하실 수 있습니다."},
         {"네, 감사합니다!", "아직 안 들어왔어요."},
         {}},
        {"complaint",
         "Rückerstattungsvorgangsbearbeitungsstand für {order}",
         {"Guten Tag, nach der Versandbenachrichtigung habe ich die Sendungsverfolgungsnummer für {order} erhalten, "
          "aber die Zustellbenachrichtigung nennt eine Nachbarschaftsabgabestelle, die es hier gar nicht gibt."},
         {"Guten Tag {first}, entschuldigen Sie bitte die Unannehmlichkeiten. Ich habe einen Nachforschungsauftrag "
          "beim Paketzustellungsunternehmen gestellt und melde mich spätestens übermorgen."},
         {"Vielen Dank für die außergewöhnlich schnelle Rückmeldung.", "Gibt es schon etwas Neues?"},
         {"Nachforschungsauftrag gestellt."}},
        {"product question",
         "OMG {product} 😍",
         {"heyyy 👋 is the {product} coming back in pink?? 💖💖 need it sooo bad 😭🙏"},
         {"Hi {first} 😊 yes, in about two weeks! Shall I let you know? ✨"},
         {"yesss pls 🙌🏽🙌🏽", "👍🏻", "ur the best 👩‍👩‍👧‍👦❤️"},
         {}},
    };
    return list;
}

const QStringList& spamTexts()
{
    static const QStringList list{
        u"Dear webmaster, we can bring your site to the first page of every search engine. Reply for our price list."_s,
        u"Congratulations! Your address has been selected. Click to claim: https://prize.example/claim"_s,
        u"We are a manufacturer of LED panels and look for partners in your country. Best price, fast shipping."_s};
    return list;
}

QString filled(const char* sentence, const Matter& matter)
{
    QString text = QString::fromUtf8(sentence);
    text.replace("{first}"_L1, matter.first);
    text.replace("{order}"_L1, matter.order);
    text.replace("{product}"_L1, matter.product);
    text.replace("{agent}"_L1, matter.agent);
    return text;
}

} // namespace server::seed
