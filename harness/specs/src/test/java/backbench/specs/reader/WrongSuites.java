package backbench.specs.reader;

import backbench.specs.SpecKind;
import java.util.List;

/** Lists what can be wrong with a suite. */
final class WrongSuites {

  static final List<WrongSpec> ALL =
      List.of(
          wrong(
              "an unknown key",
              "measure: {forks: 2,",
              "measure: {fork: 2,",
              "12:11: unknown key 'fork' in a measurement; did you mean 'forks'?"),
          unfit(
              "an unknown dataset",
              "dataset: tiny",
              "dataset: tinny",
              "3:10: no dataset is called 'tinny'; known: tiny; did you mean 'tiny'?"),
          wrong(
              "no dataset at all",
              "dataset: tiny\n",
              "",
              "4:5: networks: no dataset for 'tiny'; expected the key 'dataset' here or in the suite"),
          unfit(
              "an unknown dataset of one network",
              ", as: other",
              ", as: other, dataset: tinny",
              "6:41: no dataset is called 'tinny'; known: tiny; did you mean 'tiny'?"),
          unfit(
              "an unknown network",
              "  - tiny\n",
              "  - tin\n",
              "5:5: no network is called 'tin'; known: tiny; did you mean 'tiny'?"),
          unfit(
              "a network twice",
              ", as: other",
              "",
              "6:5: networks: a second workload 'tiny'; expected another name: {network: …, as: …}"),
          unfit(
              "a network's file that leads out",
              "  - tiny\n",
              "  - ../architectures/tiny.yaml\n",
              "5:5: networks: '../architectures/tiny.yaml'; expected a path inside the folder of the suite"),
          unfit(
              "a network's file that is not there",
              "  - tiny\n",
              "  - mine.yaml\n",
              "5:5: networks: 'mine.yaml'; expected a name, or an existing file in the folder of the suite"),
          wrong(
              "an unknown word for backends",
              "backends: [vector, other]",
              "backends: al",
              "7:11: backends: 'al'; did you mean 'all'?"),
          wrong(
              "a backend outside a list",
              "backends: [vector, other]",
              "backends: vector",
              "7:11: backends: 'vector'; expected all, or a list of ids of backends, such as [vector]"),
          wrong(
              "a backend twice",
              "backends: [vector, other]",
              "backends: [vector, vector]",
              "7:20: backends: 'vector'; expected each value once"),
          unfit(
              "a baseline that does not run",
              "baseline: other",
              "baseline: vectors",
              "12:31: baseline: 'vectors' is not among the backends; did you mean 'vector'?"),
          wrong(
              "an unknown optimizer",
              "adam: {learning_rate: 0.001}",
              "adm: {learning_rate: 0.001}",
              "9:15: unknown key 'adm' in an optimizer; did you mean 'adam'?"),
          wrong(
              "two optimizers",
              "adam: {learning_rate: 0.001}",
              "adam: {learning_rate: 0.001}, sgd: {learning_rate: 1}",
              "9:14: 2 keys in an optimizer; expected exactly one"),
          wrong(
              "a key of Adam's in RMSprop",
              "adam: {learning_rate: 0.001}",
              "rmsprop: {learning_rate: 0.001, beta2: 0.9}",
              "9:47: unknown key 'beta2' in rmsprop; expected one of learning_rate, rho, epsilon"),
          wrong(
              "a rho of 1",
              "adam: {learning_rate: 0.001}",
              "rmsprop: {learning_rate: 0.001, rho: 1}",
              "9:52: rho: '1'; expected a number of at least 0 and below 1"),
          wrong(
              "an epsilon of 0",
              "adam: {learning_rate: 0.001}",
              "rmsprop: {learning_rate: 0.001, epsilon: 0}",
              "9:56: epsilon: '0'; expected a number above 0 and below 1"),
          wrong(
              "a learning rate of 0",
              "learning_rate: 0.001",
              "learning_rate: 0",
              "9:37: learning_rate: '0'; expected a number above 0"),
          unfit(
              "a recipe without epochs",
              "  epochs: 2\n",
              "",
              "9:3: the key 'epochs' is missing in a recipe"),
          wrong(
              "a batch of 0",
              "batch: 10",
              "batch: 0",
              "10:10: batch: '0'; expected a whole number from 1 to 65536"),
          wrong(
              "a batch of 0 for one network",
              "batch: 1}",
              "batch: 0}",
              "6:48: batch: '0'; expected a whole number from 1 to 65536"),
          unfit(
              "more samples than the dataset has",
              "  epochs: 2\n",
              "  epochs: 2\n  train: 101\n",
              "12:10: train: '101'; expected a whole number from 1 to 100"),
          wrong(
              "a validation fraction of 1",
              "  epochs: 2\n",
              "  epochs: 2\n  validation: 1\n",
              "12:15: validation: '1'; expected a number of at least 0 and below 1"),
          wrong(
              "an unknown scaling",
              "  epochs: 2\n",
              "  epochs: 2\n  scaling: units\n",
              "12:12: scaling: 'units'; did you mean 'unit'?"),
          wrong(
              "a scaling by 0",
              "  epochs: 2\n",
              "  epochs: 2\n  scaling: {factor: 0}\n",
              "12:21: factor: '0'; expected a number other than 0"),
          wrong(
              "listed values for all layers",
              "  epochs: 2\n",
              "  epochs: 2\n  weights: {values: [1]}\n",
              "12:12: weights: listed values; expected an initialiser for parameters of any size: a recipe initialises all layers"),
          wrong(
              "an unknown word for an augmentation",
              "  epochs: 2\n",
              "  epochs: 2\n  augmentation: non\n",
              "12:17: augmentation: 'non'; did you mean 'none'?"),
          wrong(
              "an augmentation of nothing",
              "  epochs: 2\n",
              "  epochs: 2\n  augmentation: {}\n",
              "12:17: augmentation: no flip, crop or lighting; expected at least one of them, or none"),
          wrong(
              "an unknown key of an augmentation",
              "  epochs: 2\n",
              "  epochs: 2\n  augmentation: {flop: 0.5}\n",
              "12:18: unknown key 'flop' in an augmentation; did you mean 'flip'?"),
          wrong(
              "a probability above 1",
              "  epochs: 2\n",
              "  epochs: 2\n  augmentation: {flip: 1.5}\n",
              "12:24: flip: '1.5'; expected a number above 0 and at most 1"),
          wrong(
              "two kinds of crop",
              "  epochs: 2\n",
              "  epochs: 2\n  augmentation: {crop: {pad: 1, size: 2}}\n",
              "12:24: 2 keys in a crop; expected exactly one"),
          wrong(
              "a crop of three sides",
              "  epochs: 2\n",
              "  epochs: 2\n  augmentation: {crop: {size: [1, 2, 3]}}\n",
              "12:31: size: a list of 3 values; expected a whole number or [height, width]"),
          wrong(
              "lighting by 0",
              "  epochs: 2\n",
              "  epochs: 2\n  augmentation: {lighting: 0}\n",
              "12:28: lighting: '0'; expected a number above 0"),
          unfit(
              "lighting of grey images",
              "  epochs: 2\n",
              "  epochs: 2\n  augmentation:\n    flip: 0.5\n    lighting: 0.1\n",
              "14:15: lighting: samples [1, 28, 28]; expected colour images of three channels"),
          unfit(
              "a crop larger than the images",
              "  epochs: 2\n",
              "  epochs: 2\n  augmentation: {crop: {size: [28, 29]}}\n",
              "12:24: crop: 28 by 29 pixels of samples [1, 28, 28]; expected a crop within the samples"),
          unfit(
              "a crop that the network does not take",
              "  epochs: 2\n",
              "  epochs: 2\n  augmentation: {crop: {size: 24}}\n",
              "5:5: networks: 'tiny' takes [1, 28, 28]; expected a network for the dataset 'tiny', whose samples are [1, 24, 24] when cropped"),
          wrong(
              "no forks",
              "forks: 2",
              "forks: 0",
              "12:18: forks: '0'; expected a whole number from 1 to 1000"),
          wrong(
              "an unknown tuning",
              "forks: 2",
              "forks: 2, tuning: [bst]",
              "12:30: tuning: 'bst'; did you mean 'best'?"),
          wrong(
              "an unknown device",
              "forks: 2",
              "forks: 2, device: tpu",
              "12:29: device: 'tpu'; did you mean 'cpu'?"),
          wrong(
              "a thread count twice",
              "forks: 2",
              "forks: 2, threads: [2, 2]",
              "12:34: threads: '2'; expected each value once"),
          wrong(
              "no time at all",
              "forks: 2",
              "forks: 2, timeout_seconds: 0",
              "12:38: timeout_seconds: '0'; expected a whole number from 1 to 86400"),
          wrong(
              "a margin of nothing",
              "forks: 2",
              "forks: 2, accuracy_margin: 0",
              "12:38: accuracy_margin: '0'; expected a fraction above 0 and below 1"),
          wrong(
              "a target beyond everything right",
              "forks: 2",
              "forks: 2, target_accuracy: 98",
              "12:38: target_accuracy: '98'; expected a fraction above 0 and at most 1"),
          wrong(
              "numbers that nobody reported",
              ", as: other",
              ", as: other, reported: {accuracy: 0.9}",
              "6:42: the key 'source' is missing in a report"),
          unfit(
              "a reported network of another size",
              ", as: other",
              ", as: other, reported: {source: me, parameters: 3959}",
              "6:67: parameters: '3959'; expected 3958, the parameter count of 'tiny'"),
          wrong(
              "a reported accuracy in per cent",
              ", as: other",
              ", as: other, reported: {source: me, accuracy: 98.8}",
              "6:65: accuracy: '98.8'; expected a fraction from 0 to 1"),
          wrong(
              "an unknown reported number",
              ", as: other",
              ", as: other, reported: {source: me, acuracy: 0.98}",
              "6:55: unknown key 'acuracy' in a report; did you mean 'accuracy'?"),
          unfit(
              "a longest epoch that is shorter than the shortest",
              ", as: other",
              ", as: other, reported: {source: me, epoch_seconds: [62, 49]}",
              "6:75: epoch_seconds: '49'; expected a number of at least the shortest"),
          wrong(
              "three times of an epoch",
              ", as: other",
              ", as: other, reported: {source: me, epoch_seconds: [1, 2, 3]}",
              "6:70: epoch_seconds: a list of 3 values; expected a number, or [shortest, longest]"),
          wrong(
              "a curve of no epoch",
              ", as: other",
              ", as: other, reported: {source: me, curve: {accuracy: []}}",
              "6:73: accuracy: a list of 0 values; expected 1 to 2 values: at most one for each epoch of the recipe"),
          unfit(
              "a curve that ends with what nobody reported",
              ", as: other",
              ", as: other, reported: {source: me, curve: {loss: [3, null]}}",
              "6:73: loss: 'null'; expected a number, since the list ends with the last reported epoch"),
          unfit(
              "a curve of more epochs than the recipe's",
              ", as: other",
              ", as: other, reported: {source: me, curve: {loss: [3, 2, 1]}}",
              "6:69: loss: a list of 3 values; expected 1 to 2 values: at most one for each epoch of the recipe"),
          unfit(
              "a curve that ends elsewhere than the training",
              ", as: other",
              ", as: other, reported: {source: me, loss: 1, curve: {loss: [3, 2]}}",
              "6:82: loss: '2'; expected 1.0, the number reported after the last of 2 epochs"),
          wrong(
              "a curve that leaves the scale",
              ", as: other",
              ", as: other, reported: {source: me, curve: {accuracy: [0.5, 1.5]}}",
              "6:79: accuracy: '1.5'; expected a fraction from 0 to 1"));

  private WrongSuites() {}

  private static WrongSpec wrong(String what, String from, String to, String error) {
    return new WrongSpec(SpecKind.SUITE, what, from, to, error, true);
  }

  /** Makes a mistake that a JSON Schema cannot see. */
  private static WrongSpec unfit(String what, String from, String to, String error) {
    return new WrongSpec(SpecKind.SUITE, what, from, to, error, false);
  }
}
