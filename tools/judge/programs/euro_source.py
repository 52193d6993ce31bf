# -*- coding: cp1252 -*-
price = "5 €"
for part in price.split():
    print(ascii(part))  # @part
