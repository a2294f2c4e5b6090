terraform {
  required_version = ">= 1.9"

  required_providers {
    hosting = {
      source  = "registry.sillon.example/sillon/hosting"
      version = "1.4.0"
    }
  }

  # The state is not in this folder: everyone, and the pipeline, shares one.
  backend "http" {
    address        = "http://state:8000/shop"
    lock_address   = "http://state:8000/shop/lock"
    unlock_address = "http://state:8000/shop/lock"
    lock_method    = "LOCK"
    unlock_method  = "UNLOCK"
  }
}

provider "hosting" {
  endpoint = "http://hosting:8080"
}
