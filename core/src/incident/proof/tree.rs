//! The Merkle tree over the leaves of the history, as RFC 6962 §2.1 defines it.

use sha2::{Digest, Sha256};

/// SHA-256 of a leaf, a node, or a whole tree.
pub type Hash = [u8; 32];

/// A tree that can tell the root it had at any size, and prove what was in it then.
///
/// A leaf is `SHA-256(0x00 ‖ record)`, a node `SHA-256(0x01 ‖ left ‖ right)`; a tree of `n` leaves is split at the largest power of two below `n`.
///
/// ```
/// use pana_core::incident::proof::{Tree, root_with_leaf};
/// let tree: Tree = (0..5).map(|leaf| [leaf; 32]).collect();
/// let path = tree.inclusion(2, 5).unwrap();
/// assert_eq!(root_with_leaf(&[2; 32], 2, 5, &path), tree.root_at(5));
/// assert_ne!(root_with_leaf(&[9; 32], 2, 5, &path), tree.root_at(5));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// `levels[k][i]` is the root of the `2^k` leaves from `i · 2^k` on, for all that are complete.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// Leaves in the tree.
    pub fn size(&self) -> usize {
        self.levels.first().map_or(0, Vec::len)
    }

    /// Adds a leaf at the end.
    pub fn push(&mut self, leaf: Hash) {
        let mut carried = leaf;
        for level in 0.. {
            if level == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let row = &mut self.levels[level];
            row.push(carried);
            let [.., left, right] = row.as_slice() else { break };
            if row.len() % 2 == 1 {
                break;
            }
            carried = node(left, right);
        }
    }

    /// The root over the first `size` leaves; `None` if there are fewer.
    pub fn root_at(&self, size: usize) -> Option<Hash> {
        match size {
            0 => Some(Sha256::digest([]).into()),
            _ if size <= self.size() => Some(self.root_of(0, size)),
            _ => None,
        }
    }

    /// The audit path of the leaf at `index` in the tree of the first `size` leaves, from the leaf up (`PATH` in RFC 6962 §2.1.1).
    pub fn inclusion(&self, index: usize, size: usize) -> Option<Vec<Hash>> {
        if index >= size || size > self.size() {
            return None;
        }
        let (mut from, mut to) = (0, size);
        let mut path = Vec::new();
        while to - from > 1 {
            let middle = from + left_leaves(to - from);
            if index < middle {
                path.push(self.root_of(middle, to));
                to = middle;
            } else {
                path.push(self.root_of(from, middle));
                from = middle;
            }
        }
        path.reverse();
        Some(path)
    }

    /// The proof that the tree of `new` leaves begins with the one of `old` (`PROOF` in RFC 6962 §2.1.2).
    pub fn consistency(&self, old: usize, new: usize) -> Option<Vec<Hash>> {
        if old > new || new > self.size() {
            return None;
        }
        let (mut from, mut to) = (0, new);
        let mut path = Vec::new();
        if old == 0 || old == new {
            return Some(path);
        }
        while to != old {
            let middle = from + left_leaves(to - from);
            if old <= middle {
                path.push(self.root_of(middle, to));
                to = middle;
            } else {
                path.push(self.root_of(from, middle));
                from = middle;
            }
        }
        // Whoever checks knows the old root. A part of it has to be named.
        if from != 0 {
            path.push(self.root_of(from, to));
        }
        path.reverse();
        Some(path)
    }

    /// Root of the leaves `from..to`. Where a tree is split the left part is complete, so at most one way down is computed.
    fn root_of(&self, from: usize, to: usize) -> Hash {
        let leaves = to - from;
        if leaves.is_power_of_two() {
            return self.levels[leaves.ilog2() as usize][from / leaves];
        }
        let middle = from + left_leaves(leaves);
        node(&self.root_of(from, middle), &self.root_of(middle, to))
    }
}

impl Extend<Hash> for Tree {
    fn extend<I: IntoIterator<Item = Hash>>(&mut self, leaves: I) {
        leaves.into_iter().for_each(|leaf| self.push(leaf));
    }
}

impl FromIterator<Hash> for Tree {
    fn from_iter<I: IntoIterator<Item = Hash>>(leaves: I) -> Self {
        let mut tree = Self::default();
        tree.extend(leaves);
        tree
    }
}

/// The root that follows from a leaf at `index` of `size` and its audit path; `None` if the path can't be one. Equal to the tree's root, and the
/// leaf is in it.
pub fn root_with_leaf(leaf: &Hash, index: usize, size: usize, path: &[Hash]) -> Option<Hash> {
    if index >= size {
        return None;
    }
    let (mut at, mut last) = (index, size - 1);
    let mut root = *leaf;
    for sibling in path {
        if last == 0 {
            return None;
        }
        if at % 2 == 1 || at == last {
            root = node(sibling, &root);
            // The last leaf of an odd level has no sibling there.
            while at % 2 == 0 && at != 0 {
                (at, last) = (at / 2, last / 2);
            }
        } else {
            root = node(&root, sibling);
        }
        (at, last) = (at / 2, last / 2);
    }
    (last == 0).then_some(root)
}

/// Whether `path` proves that a tree of `new` leaves with root `new_root` begins with the `old` leaves whose root was `old_root`.
pub fn is_consistent(old: usize, old_root: &Hash, new: usize, new_root: &Hash, path: &[Hash]) -> bool {
    if old == 0 {
        return path.is_empty() && old_root[..] == Sha256::digest([])[..];
    }
    if old >= new {
        return old == new && path.is_empty() && old_root == new_root;
    }
    // A complete old tree is a node of the new one; its root is known and not named.
    let (start, mut siblings) = match path {
        _ if old.is_power_of_two() => (old_root, path.iter()),
        [start, siblings @ ..] => (start, siblings.iter()),
        [] => return false,
    };
    let (mut at, mut last) = (old - 1, new - 1);
    while at % 2 == 1 {
        (at, last) = (at / 2, last / 2);
    }
    let (mut of_old, mut of_new) = (*start, *start);
    for sibling in siblings.by_ref() {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            of_old = node(sibling, &of_old);
            of_new = node(sibling, &of_new);
            while at % 2 == 0 && at != 0 {
                (at, last) = (at / 2, last / 2);
            }
        } else {
            of_new = node(&of_new, sibling);
        }
        (at, last) = (at / 2, last / 2);
    }
    last == 0 && of_old == *old_root && of_new == *new_root
}

/// Leaves of the left part: the largest power of two below the number of all, of which there are at least two.
fn left_leaves(leaves: usize) -> usize {
    leaves.next_power_of_two() / 2
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::super::super::evidence::hex;
    use super::super::super::history::leaf;
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// The definition of RFC 6962 §2.1, word for word.
    fn slow_root(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [leaf] => *leaf,
            _ => {
                let (left, right) = leaves.split_at(left_leaves(leaves.len()));
                node(&slow_root(left), &slow_root(right))
            }
        }
    }

    /// The eight inputs and the roots that implementations of Certificate Transparency are tested with.
    fn published() -> (Tree, [&'static str; 8]) {
        let inputs: [&[u8]; 8] = [b"", b"\0", b"\x10", b" !", b"01", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno"];
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        (inputs.map(leaf).into_iter().collect(), roots)
    }

    #[test]
    fn roots_are_the_published_ones() {
        let (tree, roots) = published();
        assert_eq!(hex(&tree.root_at(0).unwrap()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (size, root) in (1..).zip(roots) {
            assert_eq!(hex(&tree.root_at(size).unwrap()), root, "of {size} leaves");
        }
        assert_eq!(tree.root_at(9), None);
    }

    fn unhex(text: &str) -> Hash {
        let bytes: Vec<u8> = (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect();
        bytes.try_into().unwrap()
    }

    const OF_0: &str = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
    const OF_1: &str = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
    const OF_0_1: &str = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
    const OF_2_3: &str = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
    const OF_0_TO_3: &str = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
    const OF_4: &str = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
    const OF_4_5: &str = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
    const OF_6: &str = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f";
    const OF_6_7: &str = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
    const OF_4_TO_7: &str = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";

    /// The paths that transparency-dev/merkle is tested with, over the same eight leaves; its leaves count from 1.
    #[test]
    fn audit_paths_and_consistency_proofs_are_the_published_ones() {
        let (tree, _) = published();
        for (leaf, size, path) in [
            (1, 1, &[][..]),
            (1, 8, &[OF_1, OF_2_3, OF_4_TO_7][..]),
            (6, 8, &[OF_4, OF_6_7, OF_0_TO_3][..]),
            (3, 3, &[OF_0_1][..]),
            (2, 5, &[OF_0, OF_2_3, OF_4][..]),
        ] {
            let path: Vec<Hash> = path.iter().map(|text| unhex(text)).collect();
            assert_eq!(tree.inclusion(leaf - 1, size), Some(path.clone()), "{leaf} of {size}");
            let hash = tree.root_of(leaf - 1, leaf);
            assert_eq!(root_with_leaf(&hash, leaf - 1, size, &path), tree.root_at(size), "{leaf} of {size}");
        }
        for (old, new, path) in [
            (1, 1, &[][..]),
            (1, 8, &[OF_1, OF_2_3, OF_4_TO_7][..]),
            (6, 8, &[OF_4_5, OF_6_7, OF_0_TO_3][..]),
            (2, 5, &[OF_2_3, OF_4][..]),
            (6, 7, &[OF_4_5, OF_6, OF_0_TO_3][..]),
        ] {
            let path: Vec<Hash> = path.iter().map(|text| unhex(text)).collect();
            assert_eq!(tree.consistency(old, new), Some(path.clone()), "{old} in {new}");
            assert!(is_consistent(old, &tree.root_at(old).unwrap(), new, &tree.root_at(new).unwrap(), &path), "{old} in {new}");
        }
    }

    proptest! {
        #[test]
        fn the_root_is_that_of_the_definition(leaves in vec(any::<Hash>(), 0..70)) {
            let tree: Tree = leaves.iter().copied().collect();
            for size in 0..=leaves.len() {
                prop_assert_eq!(tree.root_at(size), Some(slow_root(&leaves[..size])));
            }
        }

        #[test]
        fn every_leaf_is_proven_and_no_other(leaves in vec(any::<Hash>(), 1..70), other in any::<Hash>(), flip in 0usize..32) {
            let tree: Tree = leaves.iter().copied().collect();
            for size in 1..=leaves.len() {
                let root = tree.root_at(size);
                for (index, leaf) in leaves[..size].iter().enumerate() {
                    let mut path = tree.inclusion(index, size).unwrap();
                    prop_assert_eq!(root_with_leaf(leaf, index, size, &path), root);
                    prop_assert_ne!(root_with_leaf(&other, index, size, &path), root);
                    for wrong in (0..size).filter(|wrong| *wrong != index) {
                        prop_assert_ne!(root_with_leaf(leaf, wrong, size, &path), root);
                    }
                    if let Some(step) = path.first_mut() {
                        step[flip] ^= 1;
                        prop_assert_ne!(root_with_leaf(leaf, index, size, &path), root);
                    }
                }
                prop_assert_eq!(tree.inclusion(size, size), None);
            }
        }

        #[test]
        fn a_longer_tree_is_proven_to_begin_with_a_shorter_one(leaves in vec(any::<Hash>(), 1..40), other in any::<Hash>(), flip in 0usize..32) {
            let tree: Tree = leaves.iter().copied().collect();
            for new in 0..=leaves.len() {
                let new_root = tree.root_at(new).unwrap();
                for old in 0..=new {
                    let old_root = tree.root_at(old).unwrap();
                    let mut path = tree.consistency(old, new).unwrap();
                    prop_assert!(is_consistent(old, &old_root, new, &new_root, &path), "{} in {}", old, new);
                    prop_assert!(!is_consistent(old, &other, new, &new_root, &path));
                    prop_assert!(old == 0 || !is_consistent(old, &old_root, new, &other, &path));
                    if let Some(step) = path.last_mut() {
                        step[flip] ^= 1;
                        prop_assert!(!is_consistent(old, &old_root, new, &new_root, &path));
                    }
                    path.push(other);
                    prop_assert!(!is_consistent(old, &old_root, new, &new_root, &path));
                }
            }
        }
    }
}
