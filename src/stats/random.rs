//! Random numbers that do not depend on the machine's number of threads.
//!
//! Each draw of a simulation has a stream of its own: the draw's number picks one of the 2⁶⁴ streams that
//! `ChaCha` gives for a seed. A draw is therefore the same whichever thread makes it, and in whatever order.

use std::thread;

use chacha20::ChaCha8Rng;
use rand_core::SeedableRng;

/// The draws of a simulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    /// How many.
    pub count: usize,
    /// Seed of the random numbers: the same seed gives the same result.
    pub seed: u64,
    /// Threads to use, at least one. The result does not depend on it.
    pub threads: usize,
}

impl Draws {
    /// What `draw` makes of the random numbers of each draw, in order.
    pub(super) fn map<T: Send>(&self, draw: impl Fn(ChaCha8Rng) -> T + Sync) -> Vec<T> {
        in_parallel(self.count, self.threads, |number| draw(stream(self.seed, number)))
    }
}

/// The random numbers of draw number `draw` of the simulation with this seed.
pub(super) fn stream(seed: u64, draw: usize) -> ChaCha8Rng {
    let mut numbers = ChaCha8Rng::seed_from_u64(seed);
    numbers.set_stream(draw as u64);
    numbers
}

/// `item(0)` to `item(count − 1)`, made by up to `threads` threads, each with its own stretch of the numbers.
///
/// `item` is to depend on its number only; then so does the result.
pub(crate) fn in_parallel<T: Send>(count: usize, threads: usize, item: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = threads.clamp(1, count.max(1));
    if threads == 1 {
        return (0..count).map(item).collect();
    }
    let item = &item;
    let stretch = count.div_ceil(threads);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..count)
            .step_by(stretch)
            .map(|start| {
                let end = (start + stretch).min(count);
                scope.spawn(move || (start..end).map(item).collect::<Vec<T>>())
            })
            .collect();
        let results = workers.into_iter().map(|worker| match worker.join() {
            Ok(items) => items,
            Err(cause) => std::panic::resume_unwind(cause),
        });
        results.flatten().collect()
    })
}

#[cfg(test)]
mod tests {
    use rand_core::Rng;

    use super::*;

    #[test]
    fn a_draw_is_the_same_whichever_thread_makes_it() {
        let draws = |threads| in_parallel(11, threads, |draw| stream(7, draw).next_u64());
        let alone = draws(1);
        for threads in [0, 2, 3, 11, 50] {
            assert_eq!(draws(threads), alone);
        }
        assert_eq!(in_parallel(0, 4, |draw| draw), Vec::<usize>::new());
    }

    #[test]
    fn streams_and_seeds_differ() {
        let first = |seed, draw| stream(seed, draw).next_u64();
        assert_ne!(first(1, 0), first(1, 1));
        assert_ne!(first(1, 0), first(2, 0));
    }
}
