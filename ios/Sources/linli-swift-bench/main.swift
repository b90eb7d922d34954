import Linli
