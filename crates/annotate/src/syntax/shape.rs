//! Sizes of the network and the list of its matrices, in the order in which they are stored.

/// Sizes of the tables of affixes, shapes and lists: rows and columns. The order is that of
/// [`Lex::affixes`](super::word::Lex::affixes).
pub const TABLES: [(usize, usize); 7] =
    [(1024, 12), (4096, 20), (8192, 24), (1024, 8), (4096, 16), (512, 16), (9, 8)];

/// Ranges of the distance between a word and its head that have a weight of their own, for
/// heads before and after.
pub const REACHES: [usize; 10] = [1, 2, 3, 4, 5, 7, 10, 15, 25, usize::MAX];

/// Everything that decides how many weights the network has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Rows of the table of words; row 0 is a word that is not known, row 1 the root.
    pub words: usize,
    /// Columns of the table of words.
    pub word: usize,
    /// Columns of each direction of a layer.
    pub hidden: usize,
    /// Layers.
    pub layers: usize,
    /// Columns in which heads and dependents are compared.
    pub arc: usize,
    /// Columns in which a relation is read off the sum of head and dependent.
    pub sum: usize,
    /// Columns in which a relation is read off the product of head and dependent.
    pub product: usize,
    /// Classes of tags.
    pub tags: usize,
    /// Relations.
    pub relations: usize,
    /// Classes of names.
    pub names: usize,
}

/// Number of a matrix in the stored order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matrix {
    /// A row for each known word.
    Words,
    /// A row for each hash of an affix or shape.
    Table(usize),
    /// What a layer makes of its input.
    Layer(usize),
    /// How the gates of a layer look at its state: forget and read, forwards; the same, backwards.
    Gates(usize),
    /// Where the gates start from; rows as in [`Matrix::Gates`].
    GateBias(usize),
    /// From the last layer to all that is decided.
    Top,
    /// One row for [`Matrix::Top`].
    TopBias,
    /// Which heads suit which dependents.
    Arc,
    /// How apt a word is to be a head.
    ArcHead,
    /// How apt a distance is; see [`REACHES`].
    Reach,
    /// From sum and product of head and dependent to relations.
    Relation,
    /// One row for [`Matrix::Relation`].
    RelationBias,
}

/// Columns of the parts of [`Matrix::Top`], half-open, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// As a head.
    pub head: (usize, usize),
    /// As a dependent.
    pub dependent: (usize, usize),
    /// As the head of a relation: sum, then product.
    pub over: (usize, usize),
    /// As the dependent of a relation: sum, then product.
    pub under: (usize, usize),
    /// Tags.
    pub tags: (usize, usize),
    /// Names.
    pub names: (usize, usize),
    /// All of them.
    pub width: usize,
}

impl Shape {
    /// Columns of the input of the first layer.
    #[must_use]
    pub fn input(&self) -> usize {
        self.word + TABLES.iter().map(|t| t.1).sum::<usize>()
    }

    /// Columns of the input of a layer.
    #[must_use]
    pub fn into_layer(&self, layer: usize) -> usize {
        if layer == 0 { self.input() } else { 2 * self.hidden }
    }

    /// Blocks of columns that each direction of a layer computes: candidate, forget gate, read
    /// gate and, where the input has another width than the output, what is passed by.
    #[must_use]
    pub fn blocks(&self, layer: usize) -> usize {
        if self.into_layer(layer) == 2 * self.hidden { 3 } else { 4 }
    }

    /// The parts of the top.
    #[must_use]
    pub fn parts(&self) -> Parts {
        let mut at = 0;
        let mut next = |width: usize| {
            let from = at;
            at += width;
            (from, at)
        };
        let relation = self.sum + self.product;
        Parts {
            head: next(self.arc),
            dependent: next(self.arc),
            over: next(relation),
            under: next(relation),
            tags: next(self.tags),
            names: next(self.names),
            width: at,
        }
    }

    /// All matrices in order, with rows and columns.
    #[must_use]
    pub fn matrices(&self) -> Vec<(Matrix, usize, usize)> {
        let mut list = vec![(Matrix::Words, self.words, self.word)];
        for (at, &(rows, columns)) in TABLES.iter().enumerate() {
            list.push((Matrix::Table(at), rows, columns));
        }
        for l in 0..self.layers {
            let out = 2 * self.hidden * self.blocks(l);
            list.push((Matrix::Layer(l), self.into_layer(l), out));
            list.push((Matrix::Gates(l), 4, self.hidden));
            list.push((Matrix::GateBias(l), 4, self.hidden));
        }
        let top = self.parts().width;
        list.push((Matrix::Top, 2 * self.hidden, top));
        list.push((Matrix::TopBias, 1, top));
        list.push((Matrix::Arc, self.arc, self.arc));
        list.push((Matrix::ArcHead, 1, self.arc));
        list.push((Matrix::Reach, 1, 2 * REACHES.len() + 1));
        list.push((Matrix::Relation, self.sum + self.product, self.relations));
        list.push((Matrix::RelationBias, 1, self.relations));
        list
    }

    /// The place of a matrix in [`Shape::matrices`].
    #[must_use]
    pub fn place(&self, matrix: Matrix) -> usize {
        let layers = 1 + TABLES.len();
        let rest = layers + 3 * self.layers;
        match matrix {
            Matrix::Words => 0,
            Matrix::Table(at) => 1 + at,
            Matrix::Layer(l) => layers + 3 * l,
            Matrix::Gates(l) => layers + 3 * l + 1,
            Matrix::GateBias(l) => layers + 3 * l + 2,
            Matrix::Top => rest,
            Matrix::TopBias => rest + 1,
            Matrix::Arc => rest + 2,
            Matrix::ArcHead => rest + 3,
            Matrix::Reach => rest + 4,
            Matrix::Relation => rest + 5,
            Matrix::RelationBias => rest + 6,
        }
    }
}

/// The column of [`Matrix::Reach`] for a dependent and a head, both counted with the root as 0.
#[must_use]
pub fn reach(dependent: usize, head: usize) -> usize {
    if head == 0 {
        return 2 * REACHES.len();
    }
    let far = dependent.abs_diff(head);
    let step = REACHES.iter().position(|&most| far <= most).unwrap_or(0);
    if head < dependent { step } else { REACHES.len() + step }
}
