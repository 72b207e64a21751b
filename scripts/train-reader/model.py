"""The reader as a torch module: taken from its ONNX file, and written back as one."""
import math
import tempfile
from pathlib import Path

import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import nn

WIDTH, INNER, HEADS, LAYERS, WORDS, PLACES = 384, 1536, 12, 6, 30522, 512
QUANTIZED = '_quantized'


def attention(q, k, v, attn_mask):
    """As torch's own, in the steps that the optimizer of the ONNX runtime knows as one operator."""
    return F.softmax(q @ k.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + attn_mask, -1) @ v


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.ln1, self.ln2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.f1, self.f2 = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, mask):
        texts, tokens, _ = x.shape
        heads = lambda y: y.view(texts, tokens, HEADS, WIDTH // HEADS).transpose(1, 2)
        attend = attention if torch.onnx.is_in_onnx_export() else F.scaled_dot_product_attention
        seen = attend(heads(self.q(x)), heads(self.k(x)), heads(self.v(x)), attn_mask=mask)
        x = self.ln1(x + self.drop(self.o(seen.transpose(1, 2).reshape(texts, tokens, WIDTH))))
        return self.ln2(x + self.drop(self.f2(F.gelu(self.f1(x)))))


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.we, self.pe, self.te = nn.Embedding(WORDS, WIDTH), nn.Embedding(PLACES, WIDTH), nn.Embedding(2, WIDTH)
        self.ln = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)

    def forward(self, ids, mask, types):
        places = torch.arange(ids.shape[1])[None]
        x = self.drop(self.ln(self.we(ids) + self.te(types) + self.pe(places)))
        unseen = (1.0 - mask[:, None, None, :].float()) * -10000.0
        for layer in self.layers:
            x = layer(x, unseen)
        return x


class Reader(nn.Module):
    """`input_ids`, `attention_mask`, `token_type_ids` (texts x tokens) to start and end logits of the same shape."""

    def __init__(self):
        super().__init__()
        self.m = Encoder()
        self.h = nn.Linear(WIDTH, 2)

    def forward(self, input_ids, attention_mask, token_type_ids):
        logits = self.h(self.m(input_ids, attention_mask, token_type_ids))
        return logits[..., 0], logits[..., 1]


def from_onnx(path):
    """The reader with the weights of a dynamically quantised ONNX file, as floating-point numbers."""
    graph = onnx.load(path).graph
    stored = {one.name: torch.from_numpy(numpy_helper.to_array(one).copy()) for one in graph.initializer}
    whole = lambda base: (
        stored[base + QUANTIZED].float() - stored[f'{base}_zero_point'].float()
    ) * stored[f'{base}_scale']
    reader = Reader()
    weights = {}
    for name in reader.state_dict():
        if name in stored:
            weights[name] = stored[name]
        elif name + QUANTIZED in stored:
            weights[name] = whole(name)
    for node in graph.node:
        if node.op_type == 'MatMulInteger':
            name = node.name.strip('/').removesuffix('/MatMul_quant').replace('/', '.')
            weights[f'{name}.weight'] = whole(node.input[1].removesuffix(QUANTIZED)).T.contiguous()
    reader.load_state_dict(weights)
    return reader


def to_onnx(reader, path):
    """
    Writes the reader with 8-bit integers, per channel, for the ONNX runtime of @xenova/transformers 2.17. Attention is
    one operator, which takes a tenth to a fifth off a call.
    """
    reader.eval()
    ids = torch.ones(2, 9, dtype=torch.long)
    inputs, outputs = ['input_ids', 'attention_mask', 'token_type_ids'], ['start_logits', 'end_logits']
    with tempfile.TemporaryDirectory() as folder:
        full, fused = str(Path(folder) / 'full.onnx'), str(Path(folder) / 'fused.onnx')
        torch.onnx.export(
            reader,
            (ids, torch.ones_like(ids), torch.zeros_like(ids)),
            full,
            opset_version=14,
            input_names=inputs,
            output_names=outputs,
            dynamic_axes={name: {0: 'texts', 1: 'tokens'} for name in inputs + outputs},
            dynamo=False,
        )
        options = FusionOptions('bert')
        # It would want the mask as 32-bit integers.
        options.enable_embed_layer_norm = False
        optimized = optimize_model(
            full, 'bert', num_heads=HEADS, hidden_size=WIDTH, optimization_options=options, opt_level=0
        )
        found = optimized.get_fused_operator_statistics()['Attention']
        if found != LAYERS:
            raise ValueError(f'{found} of {LAYERS} layers have their attention as one operator')
        optimized.save_model_to_file(fused)
        # The types of what the runtime's own operators give are not inferred.
        extra = {'DefaultTensorType': TensorProto.FLOAT}
        quantize_dynamic(fused, path, per_channel=True, weight_type=QuantType.QInt8, extra_options=extra)
    quantized = onnx.load(path)
    quantized.ir_version = 7  # the newest that this runtime reads
    onnx.save(quantized, path)
