"""What the product is measured against where no library does the same: written as well as we can, and tested."""
