// From values that borrow from the input to values of their own.

/// Values that borrow, or hold such that do.
pub trait IntoOwned {
    type Owned;
    fn into_owned(self) -> Self::Owned;
}

impl IntoOwned for &str {
    type Owned = String;

    fn into_owned(self) -> String {
        self.to_owned()
    }
}

impl IntoOwned for &[u8] {
    type Owned = Vec<u8>;

    fn into_owned(self) -> Vec<u8> {
        self.to_vec()
    }
}

impl<T: IntoOwned> IntoOwned for Vec<T> {
    type Owned = Vec<T::Owned>;

    fn into_owned(self) -> Vec<T::Owned> {
        self.into_iter().map(T::into_owned).collect()
    }
}

impl<T: IntoOwned> IntoOwned for Option<T> {
    type Owned = Option<T::Owned>;

    fn into_owned(self) -> Option<T::Owned> {
        self.map(T::into_owned)
    }
}

impl<T: IntoOwned> IntoOwned for Box<T> {
    type Owned = Box<T::Owned>;

    fn into_owned(self) -> Box<T::Owned> {
        Box::new((*self).into_owned())
    }
}

impl<K, V> IntoOwned for BTreeMap<K, V>
where
    K: IntoOwned,
    V: IntoOwned,
    K::Owned: Ord,
{
    type Owned = BTreeMap<K::Owned, V::Owned>;

    fn into_owned(self) -> Self::Owned {
        let entries = self.into_iter();
        entries
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect()
    }
}

macro_rules! owned_already {
    ($($name:ty),*) => {$(
        impl IntoOwned for $name {
            type Owned = $name;

            fn into_owned(self) -> $name {
                self
            }
        }
    )*};
}
owned_already!(bool, u8, u16, u32, u64, i8, i16, i32, i64, f32, f64, String);
owned_already!(
    Time,
    Uuid,
    Decimal128,
    BigInt,
    CivilTime,
    Complex<f32>,
    Complex<f64>
);

impl<const N: usize> IntoOwned for [u8; N] {
    type Owned = [u8; N];

    fn into_owned(self) -> [u8; N] {
        self
    }
}

/// Whether reading in two ways gave the same.
pub fn agree<T: fmt::Debug>(a: Result<T, DecodeError>, b: Result<T, DecodeError>) -> bool {
    format!("{a:?}") == format!("{b:?}")
}
