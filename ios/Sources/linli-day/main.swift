import FieldDay
