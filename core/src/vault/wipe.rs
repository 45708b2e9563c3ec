//! Leaves nothing readable in memory once the vault is locked: freed memory is zeroed, and the stack that a session used is overwritten.
#![allow(unsafe_code)]

use rusqlite::ffi;
use std::alloc::{GlobalAlloc, Layout, System};
use std::ffi::{c_int, c_void};
use std::hint::black_box;
use std::ptr;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

/// How much stack [`burn_stack`] overwrites. The threads of iOS have 512 KiB.
const BURNED_BYTES: usize = 256 << 10;

/// The system's allocator, but what is freed is zeroed first. Shells install it with `#[global_allocator]`.
pub struct ZeroingAllocator;

// SAFETY: every call goes to `System` with the layout it came with; before a block is given back only its own `layout.size()` bytes are written.
unsafe impl GlobalAlloc for ZeroingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc`, which is that of `System`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as in `alloc`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller gives a block of this layout that nothing uses any more.
        unsafe {
            zero(block, layout.size());
            System.dealloc(block, layout);
        }
    }

    // Growing in place could move the block and leave the old bytes, so it is always a new block.
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller vouches that `new_size` is a valid size for this alignment and that `block` has `layout`; the two blocks are
        // apart, and no more is copied than the smaller one holds.
        unsafe {
            let moved = System.alloc(Layout::from_size_align_unchecked(new_size, layout.align()));
            if !moved.is_null() {
                ptr::copy_nonoverlapping(block, moved, layout.size().min(new_size));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}

/// Has SQLite zero what it frees. Works only before the first connection of the process; returns whether it took. Calling it again is harmless.
pub fn install_sqlite_allocator() -> bool {
    static ONCE: Once = Once::new();
    static TOOK: AtomicBool = AtomicBool::new(false);
    ONCE.call_once(|| {
        let mut methods = ffi::sqlite3_mem_methods {
            xMalloc: Some(sqlite_malloc),
            xFree: Some(sqlite_free),
            xRealloc: Some(sqlite_realloc),
            xSize: Some(sqlite_size),
            xRoundup: Some(sqlite_round_up),
            xInit: Some(sqlite_init),
            xShutdown: Some(sqlite_shutdown),
            pAppData: ptr::null_mut(),
        };
        // SAFETY: SQLite copies the table, whose functions keep its contract for allocators. If SQLite already runs it refuses.
        let code = unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_MALLOC, &raw mut methods) };
        TOOK.store(code == ffi::SQLITE_OK, Ordering::Release);
    });
    TOOK.load(Ordering::Acquire)
}

/// Runs `f` in a stack frame of its own and then overwrites the stack that it used. What `f` returns must hold no secret.
#[inline(never)]
pub fn in_own_frame<R>(f: impl FnOnce() -> R) -> R {
    let result = own_frame(f);
    burn_stack();
    result
}

/// Overwrites the stack below the caller: ciphers leave round keys in registers that were spilled there.
#[inline(never)]
pub(crate) fn burn_stack() {
    #[allow(clippy::large_stack_arrays)]
    let mut stack = [0u8; BURNED_BYTES];
    // The address escapes, so the zeros have to be written.
    black_box(&mut stack);
}

#[inline(never)]
fn own_frame<R>(f: impl FnOnce() -> R) -> R {
    f()
}

/// # Safety
/// `block` must be valid for writing `len` bytes.
unsafe fn zero(block: *mut u8, len: usize) {
    // SAFETY: by the contract of this function.
    unsafe { ptr::write_bytes(block, 0, len) };
    // Without this the compiler may leave out the zeros, since nothing reads them before the block is freed.
    black_box(block);
}

/// Before each block for SQLite stands its size. The blocks are aligned to this, so the size is too.
const SIZE_BYTES: usize = 16;

fn sqlite_layout(len: usize) -> Option<Layout> {
    Layout::from_size_align(len.checked_add(SIZE_BYTES)?, SIZE_BYTES).ok()
}

#[allow(clippy::cast_ptr_alignment)]
unsafe extern "C" fn sqlite_malloc(len: c_int) -> *mut c_void {
    let Some((len, layout)) = usize::try_from(len).ok().filter(|len| *len > 0).and_then(|len| Some((len, sqlite_layout(len)?))) else {
        return ptr::null_mut();
    };
    // SAFETY: the layout is not empty, its alignment fits a `usize`, and the size in front lies within the block.
    unsafe {
        let block = System.alloc(layout);
        if block.is_null() {
            return ptr::null_mut();
        }
        block.cast::<usize>().write(len);
        block.add(SIZE_BYTES).cast()
    }
}

#[allow(clippy::cast_ptr_alignment)]
unsafe extern "C" fn sqlite_free(memory: *mut c_void) {
    if memory.is_null() {
        return;
    }
    // SAFETY: SQLite gives back what `sqlite_malloc` gave it, so the size stands in front and made a valid layout then.
    unsafe {
        let block = memory.cast::<u8>().sub(SIZE_BYTES);
        let len = block.cast::<usize>().read();
        zero(block, SIZE_BYTES + len);
        if let Some(layout) = sqlite_layout(len) {
            System.dealloc(block, layout);
        }
    }
}

unsafe extern "C" fn sqlite_realloc(memory: *mut c_void, len: c_int) -> *mut c_void {
    // SAFETY: SQLite gives a block of this allocator; the new one is apart from it, and no more is copied than the smaller one holds.
    unsafe {
        let moved = sqlite_malloc(len);
        if !moved.is_null() && !memory.is_null() {
            let kept = sqlite_size(memory).min(len);
            ptr::copy_nonoverlapping(memory.cast::<u8>(), moved.cast(), usize::try_from(kept).unwrap_or(0));
            sqlite_free(memory);
        }
        moved
    }
}

#[allow(clippy::cast_ptr_alignment)]
unsafe extern "C" fn sqlite_size(memory: *mut c_void) -> c_int {
    if memory.is_null() {
        return 0;
    }
    // SAFETY: as in `sqlite_free`.
    let len = unsafe { memory.cast::<u8>().sub(SIZE_BYTES).cast::<usize>().read() };
    c_int::try_from(len).unwrap_or(c_int::MAX)
}

unsafe extern "C" fn sqlite_round_up(len: c_int) -> c_int {
    len.checked_add(7).map_or(len, |len| len & !7)
}

unsafe extern "C" fn sqlite_init(_: *mut c_void) -> c_int {
    ffi::SQLITE_OK
}

unsafe extern "C" fn sqlite_shutdown(_: *mut c_void) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_that_grows_keeps_its_bytes_and_what_it_leaves_is_zero() {
        let layout = Layout::from_size_align(64, 8).unwrap();
        // SAFETY: one block, written and moved within its size, freed once.
        unsafe {
            let block = ZeroingAllocator.alloc(layout);
            block.write_bytes(7, 64);
            let moved = ZeroingAllocator.realloc(block, layout, 4096);
            assert!(std::slice::from_raw_parts(moved, 64).iter().all(|byte| *byte == 7));
            ZeroingAllocator.dealloc(moved, Layout::from_size_align(4096, 8).unwrap());
        }
    }

    #[test]
    fn sqlite_blocks_know_their_size_and_move_whole() {
        // SAFETY: blocks of this allocator, each freed once.
        unsafe {
            let block = sqlite_malloc(100);
            assert_eq!(sqlite_size(block), 100);
            block.cast::<u8>().write_bytes(9, 100);
            let moved = sqlite_realloc(block, 5000);
            assert!(std::slice::from_raw_parts(moved.cast::<u8>(), 100).iter().all(|byte| *byte == 9));
            let cut = sqlite_realloc(moved, 8);
            assert_eq!(sqlite_size(cut), 8);
            sqlite_free(cut);
            sqlite_free(ptr::null_mut());
            assert!(sqlite_malloc(0).is_null());
            assert!(sqlite_malloc(-1).is_null());
        }
        assert_eq!(sqlite_round_up_of(13), 16);
    }

    fn sqlite_round_up_of(len: c_int) -> c_int {
        // SAFETY: pure arithmetic.
        unsafe { sqlite_round_up(len) }
    }

    #[test]
    fn a_frame_of_its_own_gives_its_result() {
        assert_eq!(in_own_frame(|| 6 * 7), 42);
    }
}
