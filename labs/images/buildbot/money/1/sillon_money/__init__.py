"""Sillon's prices. Amounts are whole cents."""


class Price:
    def __init__(self, cents):
        self.cents = int(cents)

    def __add__(self, other):
        return Price(self.cents + other.cents)

    def __sub__(self, other):
        return Price(max(0, self.cents - other.cents))

    def __eq__(self, other):
        return isinstance(other, Price) and self.cents == other.cents

    def off(self, percent):
        """The price with so many per cent off, half a cent rounded up."""
        return Price((self.cents * (100 - percent) * 2 + 100) // 200)

    def format(self):
        return f'{self.cents // 100}.{self.cents % 100:02d} EUR'
