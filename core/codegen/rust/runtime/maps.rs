/// Keys and values, sorted by the bytes of the keys.
#[derive(Debug)]
pub struct MapOf<K, V>(PhantomData<(K, V)>);

impl<K, V> Shape for MapOf<K, V> {
    const CACHED: bool = true;
}

impl<'a, K, V> Decode<'a> for MapOf<K, V>
where
    K: Decode<'a>,
    V: Decode<'a>,
    K::Value: Ord,
{
    type Value = BTreeMap<K::Value, V::Value>;

    fn content(d: &mut Decoder<'a>) -> Result<Self::Value, DecodeError> {
        let mut map = BTreeMap::new();
        if d.left() == 0 {
            return Ok(map);
        }
        for _ in 0..d.count(2 + least::<K>() + least::<V>())? {
            let key = d.delimited::<K>()?;
            let value = d.delimited::<V>()?;
            map.insert(key, value);
        }
        Ok(map)
    }
}

/// The bytes that a key is sorted by.
fn key_bytes<K: Encode>(key: &K::Value) -> Vec<u8> {
    let mut out = Vec::new();
    K::write(
        key,
        &mut Writer {
            out: &mut out,
            sizes: [].iter(),
        },
    );
    out
}

/// The entries in the order in which they are written.
pub fn by_key_bytes<K: Encode, V>(map: &BTreeMap<K::Value, V>) -> Vec<(&K::Value, &V)> {
    let mut entries: Vec<_> = map.iter().collect();
    if !K::ORDERED {
        entries.sort_by_cached_key(|(key, _)| key_bytes::<K>(key));
    }
    entries
}

impl<K: Encode, V: Encode> Encode for MapOf<K, V> {
    type Value = BTreeMap<K::Value, V::Value>;

    fn measure<'v>(map: &'v Self::Value, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        m.check_count(map.len())?;
        let mut size = varint_size(map.len() as u64);
        for (i, (key, value)) in by_key_bytes::<K, _>(map).into_iter().enumerate() {
            size += m.delimited::<K>(key).map_err(|error| error.at_index(i))?;
            size += m.delimited::<V>(value).map_err(|error| error.at_index(i))?;
        }
        Ok(size)
    }

    fn write(map: &Self::Value, w: &mut Writer<'_>) {
        w.varint(map.len() as u64);
        for (key, value) in by_key_bytes::<K, _>(map) {
            w.delimited::<K>(key);
            w.delimited::<V>(value);
        }
    }

    fn is_zero(map: &Self::Value) -> bool {
        map.is_empty()
    }
}
