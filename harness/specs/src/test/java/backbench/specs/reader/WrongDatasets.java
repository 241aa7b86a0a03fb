package backbench.specs.reader;

import backbench.specs.SpecKind;
import java.util.List;

/** Lists what can be wrong with a dataset. */
final class WrongDatasets {

  private static final String SHA_256 = "a".repeat(64);
  private static final String DRAWN = "source: {digits: {seed: 1, train: 100, test: 20}}";

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
              "3:8: shape: digits are generated as [1, 28, 28] in 10 classes; expected this shape and this number of classes"),
          wrong(
              "scenes of another shape",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {scenes: {seed: 1, train: 100, test: 20}}",
              "3:8: shape: scenes are generated as [3, 227, 227] in 45 classes; expected this shape and this number of classes"),
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
              "5:24: folder: '../secret'; expected a folder inside the data folder, like 'mnist' or 'digits/mnist'"),
          wrong(
              "an absolute folder",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {idx: {folder: /etc, train_images: a, train_labels: b, test_images: c, test_labels: d}}",
              "5:24: folder: '/etc'; expected a folder inside the data folder, like 'mnist' or 'digits/mnist'"),
          wrong(
              "a file in another folder",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {idx: {folder: x, train_images: y/a, train_labels: b, test_images: c, test_labels: d}}",
              "5:41: train_images: 'y/a'; expected a file name without a folder"),
          wrong(
              "a CIFAR-10 of another shape",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {cifar10_binary: {folder: c, train: [a], test: [b]}}",
              "3:8: shape: cifar10_binary holds [3, 32, 32] in 10 classes; expected this shape and this number of classes"),
          unseen(
              "a file that is read twice",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {cifar10_binary: {folder: c, train: [a], test: [a]}}",
              "5:57: test: 'a' a second time; expected each file once"),
          wrong(
              "no file to train on",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {cifar10_binary: {folder: c, train: [], test: [a]}}",
              "5:45: train: a list of 0 values; expected a list of 1 to 100 values"),
          wrong(
              "cluttered digits of another shape",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {cluttered_idx: {folder: x, train_images: a, train_labels: b, test_images: c, test_labels: d, held_out: 1, seed: 1, train: 1, validation: 1, test: 1}}",
              "3:8: shape: cluttered_idx makes [1, 60, 60]; expected this shape"),
          wrong(
              "an image folder that leads out",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {image_folder: {folder: ../x, resize: {fit: crop}, split: {seed: 1, train: 1, test: 1}}}",
              "5:33: folder: '../x'; expected a folder inside the data folder, like 'mnist' or 'digits/mnist'"),
          wrong(
              "a category that is named twice",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {image_folder: {folder: x, categories: [aa, b, aa], resize: {fit: crop}, split: {seed: 1, train: 1, test: 1}}}",
              "5:56: categories: 'aa' a second time; expected each category once"),
          wrong(
              "a category that leads out",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {image_folder: {folder: x, categories: [b, ../x], resize: {fit: crop}, split: {seed: 1, train: 1, test: 1}}}",
              "5:52: categories: '../x'; expected a folder name without separators, commas or a leading dot"),
          wrong(
              "no file of a category",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {image_folder: {folder: x, first: 0, resize: {fit: crop}, split: {seed: 1, train: 1, test: 1}}}",
              "5:43: first: '0'; expected a whole number from 1 to 1000000"),
          unseen(
              "more classes than categories",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {image_folder: {folder: x, categories: [a, b], resize: {fit: crop}, split: {seed: 1, train: 1, test: 1}}}",
              "4:10: classes: 10 classes for 2 categories; expected one class for each category"),
          wrong(
              "an unknown rule of resizing",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {image_folder: {folder: x, resize: {fit: crap}, split: {seed: 1, train: 1, test: 1}}}",
              "5:50: fit: 'crap'; did you mean 'crop'?"),
          wrong(
              "a split by counts and by share",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {image_folder: {folder: x, resize: {fit: crop}, split: {seed: 1, train: 1, test: 1, test_share: 0.5}}}",
              "5:64: split: a mapping; expected either train and test, or test_share"),
          wrong(
              "a split by neither",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {image_folder: {folder: x, resize: {fit: crop}, split: {seed: 1}}}",
              "5:64: split: a mapping; expected either train and test, or test_share"),
          wrong(
              "a share of all",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {image_folder: {folder: x, resize: {fit: crop}, split: {seed: 1, test_share: 1}}}",
              "5:86: test_share: '1'; expected a number above 0 and below 1"),
          wrong(
              "an array in another folder",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {npz: {folder: x, file: f, range: 1, train: {images: ../a, labels: b}, test: {images: c, labels: d}}}",
              "5:62: images: '../a'; expected a file name without a folder"),
          wrong(
              "a range of nothing",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {npz: {folder: x, file: f, range: 0, train: {images: a, labels: b}, test: {images: c, labels: d}}}",
              "5:43: range: '0'; expected a number above 0"),
          wrong(
              "too few names of classes",
              "classes: 10",
              "classes: 10\nclass_names: [zero]",
              "5:14: class_names: a list of 1 value; expected a name for each of the 10 classes"),
          wrong(
              "files of what is drawn",
              "origin: here",
              "origin: here\nfiles: [{name: a, bytes: 1, sha256: %s, urls: ['https://x/a']}]"
                  .formatted(SHA_256),
              "8:8: files: a generated dataset has no files; expected no such key"),
          wrong(
              "files of a folder of images",
              "source: {digits: {seed: 1, train: 100, test: 20}}",
              "source: {image_folder: {folder: x, resize: {fit: crop}, split: {seed: 1, train: 1, test: 1}}}\nfiles: [{name: a, bytes: 1, sha256: %s, urls: ['https://x/a']}]"
                  .formatted(SHA_256),
              "6:8: files: an image_folder source has a folder for each category, which downloads cannot fill; expected no such key"),
          file(
              "a file from somewhere insecure",
              "{name: a, bytes: 1, sha256: %s, urls: ['http://x/a']}",
              "6:110: urls: 'http://x/a'; expected a URL that starts with https://, with a port up to 65535"),
          file(
              "a file from this disk",
              "{name: a, bytes: 1, sha256: %s, urls: ['file:///etc/passwd']}",
              "6:110: urls: 'file:///etc/passwd'; expected a URL that starts with https://, with a port up to 65535"),
          file(
              "a file outside the folder",
              "{name: ../a, bytes: 1, sha256: %s, urls: ['https://x/a']}",
              "6:16: name: '../a'; expected a file name without a folder"),
          file(
              "a file without a checksum",
              "{name: a, bytes: 1, urls: ['https://x/a']}",
              "6:9: the key 'sha256' is missing in a file"),
          file(
              "a file with half a checksum",
              "{name: a, bytes: 1, sha256: abc, urls: ['https://x/a']}",
              "6:37: sha256: 'abc'; expected a SHA-256: 64 hexadecimal digits in lower case"),
          file(
              "a file without a size",
              "{name: a, bytes: 0, sha256: %s, urls: ['https://x/a']}",
              "6:26: bytes: '0'; expected a whole number from 1 to 8589934592"),
          file(
              "members of what is no archive",
              "{name: a, bytes: 1, urls: ['https://x/a'], unpack: [{name: b, member: b, bytes: 1, sha256: %s}]}",
              "6:16: name: 'a'; expected the name of an archive: .tar.gz, .tgz or .zip"),
          file(
              "a member that climbs",
              "{name: a.zip, bytes: 1, urls: ['https://x/a'], unpack: [{name: b, member: ../b, bytes: 1, sha256: %s}]}",
              "6:83: member: '../b'; expected a path inside the archive, like 'folder/file'"),
          unseenFile(
              "a URL with a port that there is not",
              "{name: a, bytes: 1, sha256: %s, urls: ['https://x:70000/a']}",
              "6:110: urls: 'https://x:70000/a'; expected a URL that starts with https://, with a port up to 65535"),
          unseenFile(
              "a member that is unpacked under two names",
              "{name: a.zip, bytes: 1, urls: ['https://x/a'], unpack: [{name: b, member: m, bytes: 1, sha256: %1$s}, {name: c, member: m, bytes: 1, sha256: %1$s}]}",
              "6:189: member: 'm' a second time; expected each member once"),
          unseen(
              "digits in files of another number of channels",
              "shape: [1, 28, 28]\nclasses: 10\nsource: {digits: {seed: 1, train: 100, test: 20}}",
              "shape: [3, 28, 28]\nclasses: 10\nsource: {idx: {folder: x, train_images: a, train_labels: b, test_images: c, test_labels: d}}",
              "3:8: shape: idx holds images of one channel; expected [1, height, width]"));

  private WrongDatasets() {}

  /** Gives a dataset of IDX files one file to fetch. */
  private static WrongSpec file(String what, String file, String error) {
    return wrong(what, DRAWN, withFile(file), error);
  }

  private static WrongSpec unseenFile(String what, String file, String error) {
    return unseen(what, DRAWN, withFile(file), error);
  }

  private static String withFile(String file) {
    String source =
        "source: {idx: {folder: x, train_images: a, train_labels: b, test_images: c, test_labels: d}}";
    return source + "\nfiles: [" + file.formatted(SHA_256) + "]";
  }

  private static WrongSpec wrong(String what, String from, String to, String error) {
    return new WrongSpec(SpecKind.DATASET, what, from, to, error, true);
  }

  private static WrongSpec unseen(String what, String from, String to, String error) {
    return new WrongSpec(SpecKind.DATASET, what, from, to, error, false);
  }
}
