"""What only the host can mend: the chat stops, and says why in French."""


class ChatTrouble(Exception):
    """`sentence` is for the host, in French, without a full stop."""

    sentence = "le bot Telegram ne peut pas fonctionner"

    def __init__(self, sentence: str = "") -> None:
        self.sentence = sentence or self.sentence
        super().__init__(self.sentence)


class BadToken(ChatTrouble):
    """Bot API: 401, or 404 for a token that is not even formed like one."""

    sentence = "Telegram refuse le jeton du bot : recopiez celui que BotFather a donné dans VIGIE_TELEGRAM_TOKEN"


class AnotherReader(ChatTrouble):
    """Bot API: 409, getUpdates allows one reader."""

    sentence = "un autre programme lit déjà les messages de ce bot : arrêtez l’un des deux, Telegram n’en admet qu’un"


class BadWebhook(ChatTrouble):
    """Telegram cannot, or must not, call the address given."""

    sentence = "Telegram refuse l’adresse telegram.webhook_url : il lui faut une adresse https:// publique"


class NoSecret(ChatTrouble):
    """Without a secret, anybody who guesses the address writes in the name of Telegram."""

    sentence = (
        "telegram.webhook_url demande un secret, pour que seul Telegram puisse nous écrire : "
        "donnez 32 lettres et chiffres au hasard dans VIGIE_TELEGRAM_WEBHOOK_SECRET"
    )
