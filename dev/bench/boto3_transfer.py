"""boto3 as users write it, with the parts that the others have: ENDPOINT write FILE NAME, or ENDPOINT read NAME."""

import sys

import boto3
from boto3.s3.transfer import TransferConfig


class Nowhere:
    def write(self, content: bytes) -> int:
        return len(content)


endpoint, way, *names = sys.argv[1:]
client = boto3.client("s3", endpoint_url=endpoint)
config = TransferConfig(max_concurrency=4, multipart_chunksize=64 << 20)
if way == "write":
    client.upload_file(names[0], "radin", names[1], Config=config)
else:
    client.download_fileobj("radin", names[0], Nowhere(), Config=config)
