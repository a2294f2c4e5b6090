# Machines, the database, and what stands around them.

resource "aws_instance" "web" {
  count         = 2
  ami           = "ami-0d3c8a1f5a7b9e210"
  instance_type = "m5.xlarge"

  tags = { Name = "web${count.index + 1}" }
}

resource "aws_instance" "thumbs" {
  ami           = "ami-0d3c8a1f5a7b9e210"
  instance_type = "m5.2xlarge"

  tags = { Name = "thumbs" }
}

resource "aws_db_instance" "shop" {
  identifier        = "shop"
  engine            = "postgres"
  instance_class    = "db.m5.2xlarge"
  allocated_storage = 500
  multi_az          = true
  storage_encrypted = true
  username          = "shop"

  manage_master_user_password = true
}

resource "aws_lb" "front" {
  name               = "front"
  load_balancer_type = "application"
}

resource "aws_nat_gateway" "out" {
  count         = 1
  subnet_id     = "subnet-0a1b2c3d4e5f60718"
  allocation_id = "eipalloc-0f1e2d3c4b5a69788"
}
