"""Train a line through points, the data loaded by two worker processes.

usage: training.py fork|spawn|forkserver
"""

import sys

import torch
from torch.utils.data import DataLoader, Dataset


class Points(Dataset):
    """Points on the line y = 3 x + 1.  Worker processes import this very file."""

    def __len__(self):
        return 64

    def __getitem__(self, index):
        x = torch.tensor([index / 64])
        return x, 3 * x + 1


def train(start_method):
    """Return the slope and the offset that are found."""
    torch.manual_seed(0)
    model = torch.nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    loader = DataLoader(
        Points(),
        batch_size=16,
        shuffle=True,
        num_workers=2,
        persistent_workers=True,
        multiprocessing_context=start_method,
    )
    for _ in range(20):
        for x, y in loader:
            optimizer.zero_grad()
            torch.nn.functional.mse_loss(model(x), y).backward()
            optimizer.step()
    return model.weight.item(), model.bias.item()


if __name__ == "__main__":
    slope, offset = train(sys.argv[1])
    print(f"y = {slope:.1f} x + {offset:.1f}")
