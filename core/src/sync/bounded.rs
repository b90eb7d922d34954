//! Decoding what a stranger may have written: what comes out takes no more memory than a fixed multiple of what came in.
//! A list says how long it is before its items are there; items of a byte each become items of a hundred.

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use std::cell::Cell;
use std::fmt;

/// Bytes in memory for each byte that came. Honest messages take less than three.
pub(crate) const FACTOR: usize = 4;
/// Bytes that are always there: short messages have fixed parts.
const SPARE: usize = 4 * 1024;

/// A value from received bytes; `None` if they are none, or if it would take more than [`FACTOR`] times as much memory.
#[must_use]
pub(crate) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let room = Room(Cell::new(bytes.len().saturating_mul(FACTOR) + SPARE));
    let mut inner = postcard::Deserializer::from_bytes(bytes);
    T::deserialize(Bounded {
        inner: &mut inner,
        room: &room,
    })
    .ok()
}

/// Bytes that may still be taken.
struct Room(Cell<usize>);

impl Room {
    fn take<T, E: Error>(&self) -> Result<(), E> {
        let left = self.0.get().checked_sub(size_of::<T>());
        self.0
            .set(left.ok_or_else(|| E::custom("more memory than its bytes are worth"))?);
        Ok(())
    }
}

/// Whether the parts of a sequence are the fields of a value, whose room was taken with it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parts {
    Fields,
    Items,
}

/// A deserializer, visitor, seed or access that takes room for the items of every list and map.
struct Bounded<'r, T> {
    inner: T,
    room: &'r Room,
}

struct BoundedVisitor<'r, V> {
    inner: V,
    room: &'r Room,
    parts: Parts,
}

struct BoundedSeq<'r, A> {
    inner: A,
    room: &'r Room,
    parts: Parts,
}

impl<'r, T> Bounded<'r, T> {
    const fn visitor<V>(room: &'r Room, inner: V, parts: Parts) -> BoundedVisitor<'r, V> {
        BoundedVisitor { inner, room, parts }
    }
}

macro_rules! plain {
    ($($method:ident),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.inner.$method(Self::visitor(self.room, visitor, Parts::Items))
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Bounded<'_, D> {
    type Error = D::Error;

    plain!(
        deserialize_any,
        deserialize_bool,
        deserialize_i8,
        deserialize_i16,
        deserialize_i32,
        deserialize_i64,
        deserialize_i128,
        deserialize_u8,
        deserialize_u16,
        deserialize_u32,
        deserialize_u64,
        deserialize_u128,
        deserialize_f32,
        deserialize_f64,
        deserialize_char,
        deserialize_str,
        deserialize_string,
        deserialize_bytes,
        deserialize_byte_buf,
        deserialize_option,
        deserialize_unit,
        deserialize_seq,
        deserialize_map,
        deserialize_identifier,
        deserialize_ignored_any
    );

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let visitor = Self::visitor(self.room, visitor, Parts::Fields);
        self.inner.deserialize_unit_struct(name, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let visitor = Self::visitor(self.room, visitor, Parts::Fields);
        self.inner.deserialize_newtype_struct(name, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let visitor = Self::visitor(self.room, visitor, Parts::Fields);
        self.inner.deserialize_tuple(len, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let visitor = Self::visitor(self.room, visitor, Parts::Fields);
        self.inner.deserialize_tuple_struct(name, len, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let visitor = Self::visitor(self.room, visitor, Parts::Fields);
        self.inner.deserialize_struct(name, fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let visitor = Self::visitor(self.room, visitor, Parts::Fields);
        self.inner.deserialize_enum(name, variants, visitor)
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

macro_rules! handed_on {
    ($($method:ident: $of:ty),*) => {$(
        fn $method<E: Error>(self, value: $of) -> Result<V::Value, E> {
            self.inner.$method(value)
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for BoundedVisitor<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    handed_on!(
        visit_bool: bool, visit_i8: i8, visit_i16: i16, visit_i32: i32, visit_i64: i64, visit_i128: i128,
        visit_u8: u8, visit_u16: u16, visit_u32: u32, visit_u64: u64, visit_u128: u128, visit_f32: f32,
        visit_f64: f64, visit_char: char, visit_str: &str, visit_borrowed_str: &'de str, visit_string: String,
        visit_bytes: &[u8], visit_borrowed_bytes: &'de [u8], visit_byte_buf: Vec<u8>
    );

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        let room = self.room;
        self.inner.visit_some(Bounded { inner, room })
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        let room = self.room;
        self.inner.visit_newtype_struct(Bounded { inner, room })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        self.inner.visit_seq(BoundedSeq {
            inner,
            room: self.room,
            parts: self.parts,
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        let room = self.room;
        self.inner.visit_map(Bounded { inner, room })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        let room = self.room;
        self.inner.visit_enum(Bounded { inner, room })
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Bounded<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<S::Value, D::Error> {
        let room = self.room;
        self.inner.deserialize(Bounded { inner, room })
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for BoundedSeq<'_, A> {
    type Error = A::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        inner: T,
    ) -> Result<Option<T::Value>, A::Error> {
        let room = self.room;
        let next = self.inner.next_element_seed(Bounded { inner, room })?;
        if next.is_some() && self.parts == Parts::Items {
            room.take::<T::Value, _>()?;
        }
        Ok(next)
    }

    fn size_hint(&self) -> Option<usize> {
        // Nothing is set aside on the word of a length.
        match self.parts {
            Parts::Fields => self.inner.size_hint(),
            Parts::Items => None,
        }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Bounded<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        inner: K,
    ) -> Result<Option<K::Value>, A::Error> {
        let room = self.room;
        let next = self.inner.next_key_seed(Bounded { inner, room })?;
        if next.is_some() {
            room.take::<K::Value, _>()?;
        }
        Ok(next)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, inner: T) -> Result<T::Value, A::Error> {
        let room = self.room;
        room.take::<T::Value, _>()?;
        self.inner.next_value_seed(Bounded { inner, room })
    }
}

impl<'de, 'r, A: EnumAccess<'de>> EnumAccess<'de> for Bounded<'r, A> {
    type Error = A::Error;
    type Variant = Bounded<'r, A::Variant>;

    fn variant_seed<T: DeserializeSeed<'de>>(
        self,
        inner: T,
    ) -> Result<(T::Value, Self::Variant), A::Error> {
        let room = self.room;
        let (value, inner) = self.inner.variant_seed(Bounded { inner, room })?;
        Ok((value, Bounded { inner, room }))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Bounded<'_, A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.inner.unit_variant()
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, inner: T) -> Result<T::Value, A::Error> {
        let room = self.room;
        self.inner.newtype_variant_seed(Bounded { inner, room })
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, A::Error> {
        let visitor = Self::visitor(self.room, visitor, Parts::Fields);
        self.inner.tuple_variant(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        let visitor = Self::visitor(self.room, visitor, Parts::Fields);
        self.inner.struct_variant(fields, visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    type Mixed = (
        Vec<(u8, Option<String>)>,
        BTreeMap<u16, Vec<u64>>,
        Option<[u8; 32]>,
        Result<u8, String>,
    );

    #[test]
    fn what_is_worth_its_bytes_comes_out_as_it_went_in() {
        let value: Mixed = (
            vec![(1, Some("邻里".repeat(20))), (2, None)],
            [(7, vec![u64::MAX; 40])].into(),
            Some([9; 32]),
            Err("no".to_owned()),
        );
        let bytes = postcard::to_allocvec(&value).expect("bytes");
        assert_eq!(decode::<Mixed>(&bytes), Some(value));
        assert_eq!(decode::<Mixed>(&bytes[..bytes.len() - 1]), None);
    }

    #[test]
    fn items_of_a_byte_do_not_become_items_of_a_hundred() {
        type Wide = Vec<(Vec<u8>, Vec<u8>, Vec<u8>)>;
        let bytes = |count: usize| {
            let value: Wide = vec![(Vec::new(), Vec::new(), Vec::new()); count];
            postcard::to_allocvec(&value).expect("bytes")
        };
        // Three bytes each, and seventy-two in memory.
        assert_eq!(decode::<Wide>(&bytes(10)).map(|v| v.len()), Some(10));
        assert_eq!(decode::<Wide>(&bytes(100_000)), None);
        let filled: Wide = vec![(vec![1; 30], vec![2; 30], Vec::new()); 100_000];
        let bytes = postcard::to_allocvec(&filled).expect("bytes");
        assert_eq!(decode::<Wide>(&bytes), Some(filled));
    }

    #[test]
    fn a_length_alone_sets_nothing_aside() {
        let mut bytes = postcard::to_allocvec(&u64::MAX).expect("bytes");
        bytes.push(1);
        assert_eq!(decode::<Vec<u64>>(&bytes), None);
    }
}
