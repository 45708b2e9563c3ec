//! The plainest tar: regular files in the ustar form (POSIX.1-1988), sizes over 8 GiB as GNU tar writes them. Reading takes exactly what writing makes.

use std::io::{self, Read, Write};

const BLOCK_BYTES: usize = 512;
pub(super) const NAME_MAX_BYTES: usize = 100;
/// Larger sizes have no room in eleven octal digits.
const OCTAL_MAX: u64 = (1 << 33) - 1;
/// Bytes copied at a time.
const COPY_BYTES: usize = 65_536;

const NAME: std::ops::Range<usize> = 0..NAME_MAX_BYTES;
const SIZE: std::ops::Range<usize> = 124..136;
const MTIME: std::ops::Range<usize> = 136..148;
const CHECKSUM: std::ops::Range<usize> = 148..156;

/// What a header says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) bytes: u64,
    /// Seconds since 1970.
    pub(super) modified_s: u64,
}

impl Member {
    fn header(&self) -> [u8; BLOCK_BYTES] {
        let mut block = [0; BLOCK_BYTES];
        block[NAME][..self.name.len()].copy_from_slice(self.name.as_bytes());
        block[100..108].copy_from_slice(b"0000600\0");
        block[108..116].copy_from_slice(b"0000000\0");
        block[116..124].copy_from_slice(b"0000000\0");
        block[SIZE].copy_from_slice(&number(self.bytes));
        block[MTIME].copy_from_slice(&number(self.modified_s));
        block[156] = b'0';
        block[257..265].copy_from_slice(b"ustar\x0000");
        // The sum is taken as if its own field held spaces.
        block[CHECKSUM].fill(b' ');
        let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
        block[CHECKSUM].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        block
    }

    /// Reads a header that [`Member::header`] writes, and no other.
    fn parse(block: &[u8; BLOCK_BYTES]) -> Option<Self> {
        let name = block[NAME].split(|byte| *byte == 0).next()?;
        let member = Self {
            name: std::str::from_utf8(name).ok()?.to_owned(),
            bytes: read_number(block[SIZE].try_into().ok()?)?,
            modified_s: read_number(block[MTIME].try_into().ok()?)?,
        };
        (member.header() == *block).then_some(member)
    }
}

/// Eleven octal digits and a zero; if they are too few, base 256 behind a marker.
fn number(value: u64) -> [u8; 12] {
    let mut field = [0; 12];
    if value <= OCTAL_MAX {
        field[..11].copy_from_slice(format!("{value:011o}").as_bytes());
    } else {
        field[0] = 0x80;
        field[4..].copy_from_slice(&value.to_be_bytes());
    }
    field
}

fn read_number(field: [u8; 12]) -> Option<u64> {
    if field[0] == 0x80 {
        return Some(u64::from_be_bytes(field[4..].try_into().ok()?));
    }
    u64::from_str_radix(std::str::from_utf8(&field[..11]).ok()?, 8).ok()
}

fn padding(bytes: u64) -> usize {
    (BLOCK_BYTES - (bytes % BLOCK_BYTES as u64) as usize) % BLOCK_BYTES
}

/// Writes files one after the other.
pub(super) struct TarWriter<W> {
    out: W,
}

impl<W: Write> TarWriter<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out }
    }

    /// Writes a file whose content `fill` writes: exactly so many bytes as its header says, or it is an error of kind `InvalidData`.
    pub(super) fn add<E: From<io::Error>>(&mut self, member: &Member, fill: impl FnOnce(&mut dyn Write) -> Result<(), E>) -> Result<(), E> {
        self.out.write_all(&member.header())?;
        let mut content = Content { out: &mut self.out, left: member.bytes };
        fill(&mut content)?;
        if content.left > 0 {
            return Err(io::Error::from(io::ErrorKind::InvalidData).into());
        }
        self.out.write_all(&[0; BLOCK_BYTES][..padding(member.bytes)])?;
        Ok(())
    }

    /// Two empty blocks end a tar.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.out.write_all(&[0; 2 * BLOCK_BYTES])?;
        Ok(self.out)
    }
}

struct Content<'a, W> {
    out: &'a mut W,
    left: u64,
}

impl<W: Write> Write for Content<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() as u64 > self.left {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let written = self.out.write(bytes)?;
        self.left -= written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Reads what [`TarWriter`] wrote. Whatever is not so is an error of kind `InvalidData`; names are handed out and never used as paths.
pub(super) struct TarReader<R> {
    source: R,
}

impl<R: Read> TarReader<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source }
    }

    /// The header of the next file, whose content must then be read with [`TarReader::content`].
    pub(super) fn next(&mut self) -> io::Result<Member> {
        let mut block = [0; BLOCK_BYTES];
        self.read_exact(&mut block)?;
        Member::parse(&block).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }

    /// Lets `take` read the content of a file, and reads over what it left.
    pub(super) fn content<T, E: From<io::Error>>(
        &mut self,
        member: &Member,
        take: impl FnOnce(&mut (dyn Read + Send)) -> Result<T, E>,
    ) -> Result<T, E>
    where
        R: Send,
    {
        let mut content = Exactly { source: &mut self.source, left: member.bytes };
        let taken = take(&mut content)?;
        let mut rest = vec![0; COPY_BYTES];
        while content.read(&mut rest)? > 0 {}
        let mut end = [0; BLOCK_BYTES];
        let end = &mut end[..padding(member.bytes)];
        self.read_exact(end)?;
        if end.iter().any(|byte| *byte != 0) {
            return Err(io::Error::from(io::ErrorKind::InvalidData).into());
        }
        Ok(taken)
    }

    /// Reads the two empty blocks and the end of the source behind them.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let mut end = [0; 2 * BLOCK_BYTES];
        self.read_exact(&mut end)?;
        let has_more = self.source.read(&mut [0])? > 0;
        if has_more || end.iter().any(|byte| *byte != 0) { Err(io::ErrorKind::InvalidData.into()) } else { Ok(()) }
    }

    fn read_exact(&mut self, out: &mut [u8]) -> io::Result<()> {
        self.source.read_exact(out).map_err(early_end)
    }
}

/// A source that ends within a file is no tar.
fn early_end(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::UnexpectedEof { io::ErrorKind::InvalidData.into() } else { error }
}

struct Exactly<'a, R> {
    source: &'a mut R,
    left: u64,
}

impl<R: Read> Read for Exactly<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let wanted = usize::try_from(self.left).unwrap_or(usize::MAX).min(out.len());
        if wanted == 0 {
            return Ok(0);
        }
        match self.source.read(&mut out[..wanted])? {
            0 => Err(io::ErrorKind::InvalidData.into()),
            read => {
                self.left -= read as u64;
                Ok(read)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn member(name: &str, bytes: u64) -> Member {
        Member { name: name.to_owned(), bytes, modified_s: 1_769_963_400 }
    }

    fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = TarWriter::new(Vec::new());
        for (name, content) in files {
            writer.add(&member(name, content.len() as u64), |out| out.write_all(content)).unwrap();
        }
        writer.finish().unwrap()
    }

    fn read(bytes: &[u8], files: usize) -> io::Result<Vec<(String, Vec<u8>)>> {
        let mut reader = TarReader::new(bytes);
        let mut found = Vec::new();
        for _ in 0..files {
            let member = reader.next()?;
            let mut content = Vec::new();
            reader.content(&member, |from| from.read_to_end(&mut content))?;
            found.push((member.name, content));
        }
        reader.finish()?;
        Ok(found)
    }

    #[test]
    fn files_of_any_length_come_back() {
        let lengths = [0, 1, 511, 512, 513, 70_000];
        let contents = lengths.map(|length| vec![7; length]);
        let files: Vec<(&str, &[u8])> = contents.iter().map(|content| ("evidence/ABCD1234.jpg", content.as_slice())).collect();
        let found = read(&tar(&files), files.len()).unwrap();
        assert!(found.iter().zip(&files).all(|(found, file)| (found.0.as_str(), found.1.as_slice()) == *file));
    }

    #[test]
    fn a_size_over_eight_gibibytes_is_told_too() {
        for bytes in [OCTAL_MAX, OCTAL_MAX + 1, 1 << 47] {
            assert_eq!(Member::parse(&member("a", bytes).header()), Some(member("a", bytes)));
        }
    }

    #[test]
    fn content_of_another_length_than_told_is_refused() {
        let mut writer = TarWriter::new(Vec::new());
        assert!(writer.add(&member("a", 3), |out| out.write_all(b"four")).is_err());
        assert!(writer.add(&member("a", 5), |out| out.write_all(b"four")).is_err());
    }

    proptest! {
        #[test]
        fn no_bit_around_the_content_can_change(bit in 0usize..(512 + 508 + 1024) * 8) {
            let mut bytes = tar(&[("a", b"four")]);
            // The content is for others to check.
            let bit = if bit >= 512 * 8 { bit + 4 * 8 } else { bit };
            bytes[bit / 8] ^= 1 << (bit % 8);
            let changed = read(&bytes, 1);
            prop_assert!(changed.is_err() || changed.unwrap()[0].0 != "a");
        }

        #[test]
        fn any_bytes_are_taken_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
            prop_assert!(read(&bytes, 1).is_err());
        }
    }
}
