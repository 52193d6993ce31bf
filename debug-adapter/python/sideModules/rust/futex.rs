//! How Rust's standard library waits for another thread of WASIX: in place of its own file of that name,
//! whose `memory.atomic.wait32` would put all threads to sleep that run by turns in one.

use crate::sync::atomic::AtomicU32;
use crate::time::Duration;

/// What is waited at, and what it holds; the same for whoever would do with a byte.
pub type Futex = AtomicU32;
pub type Primitive = u32;
pub type SmallFutex = AtomicU32;
pub type SmallPrimitive = u32;

/// `__wasi_option_timestamp_t` of wasix-libc's `wasi/api_wasix.h`; the time is in nanoseconds.
#[repr(C)]
struct OptionTimestamp {
    tag: u8,
    time: u64,
}

const NONE: u8 = 0;
const SOME: u8 = 1;

#[link(wasm_import_module = "wasix_32v1")]
unsafe extern "C" {
    #[link_name = "futex_wait"]
    fn wasix_futex_wait(
        futex: *const AtomicU32,
        expected: u32,
        timeout: *const OptionTimestamp,
        woken: *mut u8,
    ) -> i32;
    #[link_name = "futex_wake"]
    fn wasix_futex_wake(futex: *const AtomicU32, woken: *mut u8) -> i32;
    #[link_name = "futex_wake_all"]
    fn wasix_futex_wake_all(futex: *const AtomicU32, woken: *mut u8) -> i32;
}

/// Waits to be woken, unless there is another value than the expected. Returns false when the time is over.
pub fn futex_wait(futex: &AtomicU32, expected: u32, timeout: Option<Duration>) -> bool {
    let time = timeout.and_then(|timeout| timeout.as_nanos().try_into().ok());
    let timeout = OptionTimestamp {
        tag: if time.is_some() { SOME } else { NONE },
        time: time.unwrap_or(0),
    };
    let mut woken = 1;
    // SAFETY: everything that is pointed to outlives the call.
    let errno = unsafe { wasix_futex_wait(futex, expected, &timeout, &mut woken) };
    errno != 0 || woken != 0
}

/// Wakes one that waits, and returns whether there was one.
pub fn futex_wake(futex: &AtomicU32) -> bool {
    let mut woken = 0;
    // SAFETY: as above.
    let errno = unsafe { wasix_futex_wake(futex, &mut woken) };
    errno == 0 && woken != 0
}

/// Wakes all that wait.
pub fn futex_wake_all(futex: &AtomicU32) {
    let mut woken = 0;
    // SAFETY: as above.
    unsafe { wasix_futex_wake_all(futex, &mut woken) };
}
