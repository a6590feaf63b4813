/// The texts once, then which of them stands where.
#[derive(Debug)]
pub struct Dictionary<C>(PhantomData<C>);

/// Each text without what it shares with the one before it.
#[derive(Debug)]
pub struct Prefix<C>(PhantomData<C>);

impl<C> Shape for Dictionary<C> {
    const CACHED: bool = true;
}

impl<'a, C: Textual<'a>> Decode<'a> for Dictionary<C> {
    type Value = Vec<C::Value>;

    fn content(d: &mut Decoder<'a>) -> Result<Vec<C::Value>, DecodeError> {
        if d.left() == 0 {
            return Ok(Vec::new());
        }
        let count = d.varint()?;
        let count = d.fits(count, 1)?;
        let mut texts = Vec::with_capacity(count.min(1024));
        for _ in 0..count {
            let length = d.length()?;
            d.check_text(length as u64)?;
            let bytes = d.take(length)?;
            C::from_slice(d, bytes)?;
            texts.push(bytes);
        }
        let count = d.count(1)?;
        let mut values = Vec::with_capacity(count);
        for _ in 0..count {
            let index = d.varint()?;
            let bytes = match texts.get(index as usize) {
                Some(bytes) if index < texts.len() as u64 => *bytes,
                _ => return Err(d.error("dict-index")),
            };
            d.expand(bytes.len())?;
            values.push(C::from_slice(d, bytes)?);
        }
        Ok(values)
    }
}

/// The different texts in the order of their first use, and the index of each.
fn dictionary<C: TextBytes>(values: &[C::Value]) -> (Vec<&[u8]>, BTreeMap<&[u8], u64>) {
    let mut texts = Vec::new();
    let mut indexes = BTreeMap::new();
    for value in values {
        let bytes = C::bytes(value);
        indexes.entry(bytes).or_insert_with(|| {
            texts.push(bytes);
            texts.len() as u64 - 1
        });
    }
    (texts, indexes)
}

impl<C: TextBytes> Encode for Dictionary<C> {
    type Value = Vec<C::Value>;

    fn measure<'v>(values: &'v Vec<C::Value>, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        m.check_count(values.len())?;
        for (i, value) in values.iter().enumerate() {
            C::check(value, m).map_err(|error| error.at_index(i))?;
        }
        let (texts, indexes) = dictionary::<C>(values);
        let mut size = varint_size(texts.len() as u64) + varint_size(values.len() as u64);
        for text in &texts {
            size += varint_size(text.len() as u64) + text.len();
        }
        for value in values {
            size += varint_size(indexes[C::bytes(value)]);
        }
        Ok(size)
    }

    fn write(values: &Vec<C::Value>, w: &mut Writer<'_>) {
        let (texts, indexes) = dictionary::<C>(values);
        w.varint(texts.len() as u64);
        for text in &texts {
            w.varint(text.len() as u64);
            w.raw(text);
        }
        w.varint(values.len() as u64);
        for value in values {
            w.varint(indexes[C::bytes(value)]);
        }
    }

    fn is_zero(values: &Vec<C::Value>) -> bool {
        values.is_empty()
    }
}

impl<C> Shape for Prefix<C> {
    const CACHED: bool = true;
}

impl<'a, C: OwnedTextual<'a>> Decode<'a> for Prefix<C> {
    type Value = Vec<C::Value>;

    fn content(d: &mut Decoder<'a>) -> Result<Vec<C::Value>, DecodeError> {
        if d.left() == 0 {
            return Ok(Vec::new());
        }
        let count = d.count(2)?;
        let mut values = Vec::with_capacity(count.min(1024));
        let mut text = Vec::new();
        for _ in 0..count {
            let shared = d.varint()?;
            if shared > text.len() as u64 {
                return Err(d.error("prefix-length"));
            }
            let length = d.length()?;
            let rest = d.take(length)?;
            text.truncate(shared as usize);
            text.extend_from_slice(rest);
            d.check_text(text.len() as u64)?;
            d.expand(text.len())?;
            values.push(C::from_vec(d, text.clone())?);
        }
        Ok(values)
    }
}

/// Bytes that each text shares with the one before it, and the rest of it.
fn rests<C: TextBytes>(values: &[C::Value]) -> impl Iterator<Item = (usize, &[u8])> + '_ {
    let mut previous: &[u8] = &[];
    values.iter().map(move |value| {
        let now = C::bytes(value);
        let shared = now.iter().zip(previous).take_while(|(a, b)| a == b).count();
        previous = now;
        (shared, &now[shared..])
    })
}

impl<C: TextBytes> Encode for Prefix<C> {
    type Value = Vec<C::Value>;

    fn measure<'v>(values: &'v Vec<C::Value>, m: &mut Measure<'v>) -> Result<usize, EncodeError> {
        m.check_count(values.len())?;
        for (i, value) in values.iter().enumerate() {
            C::check(value, m).map_err(|error| error.at_index(i))?;
        }
        let mut size = varint_size(values.len() as u64);
        for (shared, rest) in rests::<C>(values) {
            size += varint_size(shared as u64) + varint_size(rest.len() as u64) + rest.len();
        }
        Ok(size)
    }

    fn write(values: &Vec<C::Value>, w: &mut Writer<'_>) {
        w.varint(values.len() as u64);
        for (shared, rest) in rests::<C>(values) {
            w.varint(shared as u64);
            w.varint(rest.len() as u64);
            w.raw(rest);
        }
    }

    fn is_zero(values: &Vec<C::Value>) -> bool {
        values.is_empty()
    }
}
