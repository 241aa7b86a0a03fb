package backbench.core.spec;

import java.util.List;

/** Lists what can be wrong with a dataset. */
final class WrongDatasets {

  static final List<WrongSpec> ALL =
      List.of(
          wrong(
              "an unknown key",
              "licence: none",
              "license: none",
              "6:1: unknown key 'license' in a dataset; did you mean 'licence'?"),
          wrong(
              "two sources",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {digits: {seed: 1, train: 100, test: 20}, idx: {}}",
              "5:9: 2 keys in a source; expected exactly one"),
          wrong(
              "an unknown source",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {digit: {}}",
              "5:10: unknown key 'digit' in a source; did you mean 'digits'?"),
          wrong(
              "a vector as shape",
              "shape: [1, 28, 28]",
              "shape: [784]",
              "3:8: shape: a list of 1 value; expected [channels, height, width]"),
          wrong(
              "digits of another shape",
              "shape: [1, 28, 28]",
              "shape: [3, 28, 28]",
              "3:8: shape: digits are drawn as [1, 28, 28] in 10 classes; expected these here"),
          wrong(
              "scenes of another shape",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {scenes: {seed: 1, train: 100, test: 20}}",
              "3:8: shape: scenes are drawn as [3, 227, 227] in 45 classes; expected these here"),
          wrong(
              "more scenes than memory is meant for",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {scenes: {seed: 1, train: 7000, test: 20}}",
              "5:35: train: '7000'; expected a whole number from 1 to 6945"),
          wrong(
              "one class",
              "classes: 10",
              "classes: 1",
              "4:10: classes: '1'; expected a whole number from 2 to 256"),
          wrong(
              "no samples",
              "train: 100",
              "train: 0",
              "5:35: train: '0'; expected a whole number from 1 to 1000000"),
          wrong(
              "a folder that leads out",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {idx: {folder: ../secret, train_images: a, train_labels: b, test_images: c, test_labels: d}}",
              "5:24: folder: '../secret'; expected a folder inside the data folder, like 'mnist' or 'digits/mnist', that leads nowhere else"),
          wrong(
              "an absolute folder",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {idx: {folder: /etc, train_images: a, train_labels: b, test_images: c, test_labels: d}}",
              "5:24: folder: '/etc'; expected a folder inside the data folder, like 'mnist' or 'digits/mnist', that leads nowhere else"),
          wrong(
              "a file in another folder",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {idx: {folder: x, train_images: y/a, train_labels: b, test_images: c, test_labels: d}}",
              "5:41: train_images: 'y/a'; expected a file's name, without a folder"));

  private WrongDatasets() {}

  private static WrongSpec wrong(String what, String from, String to, String error) {
    return new WrongSpec(SpecKind.DATASET, what, from, to, error, true);
  }
}
