package backbench.specs.reader;

import backbench.specs.SpecKind;
import java.util.List;

/** Lists what can be wrong with a network. */
final class WrongNetworks {

  static final List<WrongSpec> ALL =
      List.of(
          wrong(
              "an unknown key",
              "title: A tiny network",
              "titel: A tiny network",
              "2:1: unknown key 'titel' in a network; did you mean 'title'?"),
          wrong(
              "an unknown key that is like no other",
              "title: A tiny network",
              "colour: blue",
              "2:1: unknown key 'colour' in a network; expected one of id, title, source, input, nodes, output, parameters"),
          wrong(
              "an unknown key in a node",
              "filters: 2, kernel: 3",
              "filters: 2, kernal: 3",
              "6:45: unknown key 'kernal' in a conv2d node; did you mean 'kernel'?"),
          wrong(
              "a key of another layer",
              "{name: relu, layer: relu}",
              "{name: relu, layer: relu, rate: 0.5}",
              "8:31: unknown key 'rate' in a relu node; expected one of name, layer, inputs"),
          unfit(
              "a key given twice",
              "source: nowhere",
              "source: nowhere\ntitle: Again",
              "4:1: the key 'title' a second time; expected it only on line 2"),
          unfit(
              "a key given twice in a node",
              "filters: 2, kernel: 3",
              "filters: 2, kernel: 3, filters: 2",
              "6:56: the key 'filters' a second time; expected it only on line 6"),
          wrong(
              "a missing key",
              "source: nowhere\n",
              "",
              "1:1: the key 'source' is missing in a network"),
          wrong(
              "a missing key of a layer",
              "filters: 2, kernel: 3",
              "kernel: 3",
              "6:5: the key 'filters' is missing in a conv2d node"),
          wrong(
              "a node without a layer",
              "{name: relu, layer: relu}",
              "{name: relu}",
              "8:5: the key 'layer' is missing in a node"),
          wrong(
              "an unknown layer",
              "layer: max_pool2d",
              "layer: maxpool2d",
              "9:25: layer: 'maxpool2d'; did you mean 'max_pool2d'?"),
          wrong(
              "an unknown layer that is like no other",
              "layer: max_pool2d",
              "layer: transformer",
              "9:25: layer: 'transformer'; expected one of conv2d, max_pool2d, avg_pool2d, batch_norm, lrn, relu, dropout, flatten, dense, affine_sampler"),
          wrong(
              "a number where text belongs",
              "title: A tiny network",
              "title: 42",
              "2:8: title: '42'; expected text (quote a number or flag to make it text)"),
          wrong(
              "nothing where text belongs",
              "title: A tiny network",
              "title:",
              "2:7: title: nothing; expected text (quote a number or flag to make it text)"),
          unfit(
              "an escape sequence in text",
              "title: A tiny network",
              "title: \"A \\e[31mred\\e[0m network\"",
              "2:8: title: 'A �[31mred�[0m network'; expected one line of 1 to 1000 printable characters"),
          wrong(
              "text where a number belongs",
              "filters: 2",
              "filters: two",
              "6:42: filters: 'two'; expected a whole number from 1 to 65536"),
          wrong(
              "a quoted number",
              "filters: 2",
              "filters: \"2\"",
              "6:42: filters: '2'; expected a whole number from 1 to 65536"),
          wrong(
              "a fraction where a whole number belongs",
              "filters: 2",
              "filters: 2.5",
              "6:42: filters: '2.5'; expected a whole number from 1 to 65536"),
          wrong(
              "a number below its range",
              "filters: 2",
              "filters: 0",
              "6:42: filters: '0'; expected a whole number from 1 to 65536"),
          wrong(
              "a number above its range",
              "filters: 2",
              "filters: 65537",
              "6:42: filters: '65537'; expected a whole number from 1 to 65536"),
          wrong(
              "a number that no long holds",
              "filters: 2",
              "filters: 99999999999999999999",
              "6:42: filters: '99999999999999999999'; expected a whole number from 1 to 65536"),
          wrong(
              "infinity",
              "rate: 0.5",
              "rate: .inf",
              "11:40: rate: '.inf'; expected a number of at least 0 and below 1"),
          unfit(
              "a number that overflows to infinity",
              "rate: 0.5",
              "rate: 1e999",
              "11:40: rate: '1e999'; expected a number of at least 0 and below 1"),
          wrong(
              "a rate of 1",
              "rate: 0.5",
              "rate: 1.0",
              "11:40: rate: '1.0'; expected a number of at least 0 and below 1"),
          wrong(
              "a mapping where a list belongs",
              "input: [1, 28, 28]",
              "input: {channels: 1}",
              "4:8: input: a mapping; expected a shape: [channels, height, width] or [features]"),
          wrong(
              "a shape of two dimensions",
              "input: [1, 28, 28]",
              "input: [28, 28]",
              "4:8: a sample's shape has one dimension [features] or three [channels, height, width], not [28, 28]"),
          wrong(
              "a shape with a zero",
              "input: [1, 28, 28]",
              "input: [1, 0, 28]",
              "4:12: input: '0'; expected a whole number from 1 to 65536"),
          unfit(
              "a shape beyond memory",
              "input: [1, 28, 28]",
              "input: [65536, 65536, 65536]",
              "4:8: a shape of more than 2^31 - 1 elements: [65536, 65536, 65536]"),
          wrong(
              "a kernel of three numbers",
              "kernel: 2",
              "kernel: [2, 2, 2]",
              "9:45: kernel: a list of 3 values; expected one number or [height, width]"),
          wrong(
              "an unknown padding",
              "padding: same",
              "padding: full",
              "6:65: padding: 'full'; expected one of same, valid"),
          wrong(
              "padding of two sides",
              "padding: same",
              "padding: [1, 1]",
              "6:65: padding: a list of 2 values; expected same, valid or [top, bottom, left, right]"),
          wrong(
              "a flag that is not one",
              "padding: same",
              "padding: same, bias: no",
              "6:77: bias: 'no'; expected true or false"),
          wrong(
              "biases where there are none",
              "padding: same",
              "padding: same, bias: false, biases: zeros",
              "6:92: biases: the layer has no biases; expected no such key with bias: false"),
          wrong(
              "an unknown initialiser",
              "padding: same",
              "padding: same, weights: glorot",
              "6:80: weights: 'glorot'; did you mean 'glorot_uniform'?"),
          wrong(
              "an initialiser that biases cannot have",
              "padding: same",
              "padding: same, biases: he_normal",
              "6:79: biases: 'he_normal'; expected one of zeros, ones"),
          wrong(
              "two initialisers",
              "padding: same",
              "padding: same, weights: {normal: 1, values: [1]}",
              "6:80: 2 keys in an initialiser; expected exactly one"),
          wrong(
              "a deviation of 0",
              "padding: same",
              "padding: same, weights: {normal: 0}",
              "6:89: normal: '0'; expected a number above 0"),
          unfit(
              "too few values",
              "padding: same",
              "padding: same, biases: {values: [1]}",
              "6:79: node 'conv': the bias has 2 elements, and 1 values are listed"),
          unfit(
              "an id that is not the file's name",
              "id: tiny",
              "id: small",
              "1:5: id: 'small'; expected 'tiny', the name of the file"),
          wrong(
              "an id with a capital",
              "id: tiny",
              "id: Tiny",
              "1:5: id: 'Tiny'; expected 1 to 64 lower-case letters, digits and hyphens, no hyphen at either end"),
          wrong(
              "a node that is no mapping",
              "  - {name: relu, layer: relu}",
              "  - relu",
              "8:5: nodes: 'relu'; expected a node"),
          unfit(
              "two nodes of one name",
              "name: relu",
              "name: norm",
              "8:12: name: a second node 'norm'; expected another name than on line 7"),
          wrong(
              "a node called input",
              "name: relu",
              "name: input",
              "8:12: 'input' is not a node name: a letter, then up to 63 letters, digits, '_' or '-', and not 'input'"),
          wrong(
              "a name with a space",
              "name: relu",
              "name: \"re lu\"",
              "8:12: 're lu' is not a node name: a letter, then up to 63 letters, digits, '_' or '-', and not 'input'"),
          unfit(
              "an unknown input",
              "{name: relu, layer: relu}",
              "{name: relu, layer: relu, inputs: [nrom]}",
              "8:40: no node 'nrom'; did you mean 'norm'?"),
          unfit(
              "a cycle",
              "{name: conv, layer: conv2d,",
              "{name: conv, layer: conv2d, inputs: [pool],",
              "6:41: nodes form a cycle: conv <- pool <- relu <- norm <- conv"),
          unfit(
              "a node that leads nowhere",
              "{name: relu, layer: relu}",
              "{name: relu, layer: relu, inputs: [conv]}",
              "7:12: node 'norm' does not lead to the output 'logits'"),
          unfit(
              "an input too many",
              "{name: relu, layer: relu}",
              "{name: relu, layer: relu, inputs: [conv, norm]}",
              "8:5: node 'relu': relu takes one input, not 2"),
          unfit(
              "a vector where an image belongs",
              "  - {name: drop,",
              "  - {name: late, layer: max_pool2d, kernel: 2}\n  - {name: drop,",
              "11:5: node 'late': max_pool2d takes an image [channels, height, width], not a vector [392]"),
          unfit(
              "an image where a vector belongs",
              "  - {name: flat, layer: flatten}\n",
              "",
              "11:5: node 'logits': dense takes a vector [features], not an image [2, 14, 14]; put a flatten before it"),
          unfit(
              "a kernel larger than its image",
              "kernel: 2",
              "kernel: 29",
              "9:45: node 'pool': a kernel of height 29 does not fit an input of height 28 (padding included)"),
          unfit(
              "an unknown output",
              "node: logits",
              "node: logit",
              "13:16: no node 'logit'; did you mean 'logits'?"),
          unfit(
              "an output that is an image",
              "  - {name: flat, layer: flatten}\n  - {name: drop, layer: dropout, rate: 0.5}\n  - {name: logits, layer: dense, units: 10}\noutput: {node: logits,",
              "output: {",
              "9:5: the output node 'pool' gives an image [2, 14, 14], and logits are a vector [classes]"),
          unfit(
              "an output of another shape",
              "shape: [10]",
              "shape: [11]",
              "13:31: the network's output is [10]; expected [11], as stated here"),
          unfit(
              "another number of parameters",
              "total: 3958",
              "total: 3959",
              "14:21: parameters: the network has 3,958; expected 3,959, as stated here"),
          unfit(
              "another number of trainable parameters",
              "trainable: 3954",
              "trainable: 3958",
              "14:38: parameters: the network has 3,954; expected 3,958, as stated here"));

  private WrongNetworks() {}

  private static WrongSpec wrong(String what, String from, String to, String error) {
    return new WrongSpec(SpecKind.ARCHITECTURE, what, from, to, error, true);
  }

  /** Makes a mistake that a JSON Schema cannot see. */
  private static WrongSpec unfit(String what, String from, String to, String error) {
    return new WrongSpec(SpecKind.ARCHITECTURE, what, from, to, error, false);
  }
}
